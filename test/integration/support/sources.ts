/** What the bundle in `dist` exports, from the sources: for `npm run coverage`. */
export { BeyondPresenceApi } from '../../../credentials/BeyondPresenceApi.credentials';
export { BeyondPresenceWebhookApi } from '../../../credentials/BeyondPresenceWebhookApi.credentials';
export { BeyondPresence } from '../../../nodes/BeyondPresence/BeyondPresence.node';
export { BeyondPresencePollTrigger } from '../../../nodes/BeyondPresencePollTrigger/BeyondPresencePollTrigger.node';
export { BeyondPresenceTrigger } from '../../../nodes/BeyondPresenceTrigger/BeyondPresenceTrigger.node';
