import * as z from '../../schema';
import { searchPages } from './searchPages';

const avatarSchema = z.object({
	id: z.string(),
	name: z.string(),
	status: z.withDefault(z.string(), 'available'),
});

/** Lists avatars; one that cannot be used yet says why behind its name. */
export const searchAvatars = searchPages('avatars', avatarSchema, ({ id, name, status }) => ({
	name: status === 'available' ? name : `${name} (${status})`,
	value: id,
}));
