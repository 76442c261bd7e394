/** A page of the editor alone takes some seconds to open on two cores. */
jest.setTimeout(120_000);
