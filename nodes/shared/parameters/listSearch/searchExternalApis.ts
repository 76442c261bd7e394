import * as z from '../../schema';
import { searchPages } from './searchPages';

const externalApiSchema = z.object({ id: z.string(), name: z.nullish(z.string()) });

export const searchExternalApis = searchPages('external-apis', externalApiSchema, (api) => ({
	name: api.name || api.id,
	value: api.id,
}));
