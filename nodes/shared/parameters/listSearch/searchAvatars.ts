import * as z from '../../schema';
import { searchPages } from './searchPages';

const avatarSchema = z.object({
	id: z.string(),
	name: z.nullish(z.string()),
	status: z.nullish(z.string()),
});

/** Lists avatars; the name of one that cannot be used yet ends with the reason. */
export const searchAvatars = searchPages('avatars', avatarSchema, ({ id, name, status }) => ({
	name: (status ?? 'available') === 'available' ? name || id : `${name || id} (${status})`,
	value: id,
}));
