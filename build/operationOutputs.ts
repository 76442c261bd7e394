/**
 * The items of the action node's operations, for n8n's editor. The node returns the responses of the
 * API without checking them, so nothing uses these schemas at run time; their shapes are those of the
 * published OpenAPI document, and the integration tests compare them with items.
 */
import type * as z from 'zod/v4';
import { agentOutputs } from '../nodes/BeyondPresence/resources/agent/outputs';
import { avatarOutputs } from '../nodes/BeyondPresence/resources/avatar/outputs';
import { callOutputs } from '../nodes/BeyondPresence/resources/call/outputs';
import { externalApiOutputs } from '../nodes/BeyondPresence/resources/externalApi/outputs';
import { knowledgeFileOutputs } from '../nodes/BeyondPresence/resources/knowledgeFile/outputs';
import { sessionOutputs } from '../nodes/BeyondPresence/resources/session/outputs';
import { usageOutputs } from '../nodes/BeyondPresence/resources/usage/outputs';

/** By the values of resource and operation; one schema for each operation, of one item. */
export const operationOutputs: Record<string, Record<string, z.core.$ZodType>> = {
	agent: agentOutputs,
	avatar: avatarOutputs,
	call: callOutputs,
	externalApi: externalApiOutputs,
	knowledgeFile: knowledgeFileOutputs,
	session: sessionOutputs,
	usage: usageOutputs,
};
