// n8n reads the nodes and credentials of this package from the "n8n" field of package.json,
// so there is nothing to export here.
module.exports = {};
