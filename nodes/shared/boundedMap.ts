/** Adds an entry to a bounded map as the newest, and drops the oldest beyond the limit. */
export function putNewest<Value>(
	map: Map<string, Value>,
	key: string,
	value: Value,
	limit: number,
): void {
	map.delete(key);
	map.set(key, value);
	for (const oldest of map.keys()) {
		if (map.size <= limit) return;
		map.delete(oldest);
	}
}
