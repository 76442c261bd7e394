/** Objects that an account had before the test began, made when they are asked for. */
export type Past<Item> = {
	count: number;
	/** @param index from 0, the oldest, to `count - 1` */
	at: (index: number) => Item;
	/** The index of an ID, or -1. */
	indexOf: (id: string) => number;
};

const NO_PAST = { count: 0, at: () => undefined, indexOf: () => -1 };

/**
 * Objects by ID, numbered in the order in which they were created. A past of a million objects costs
 * nothing but the pages that are read; `size`, `keys` and `values` are about the other objects alone.
 */
export class Collection<Item extends { id: string }> extends Map<string, Item> {
	private past: Past<Item | undefined> = NO_PAST;
	/** The objects that are not generated, and where each of them is, made on first use. */
	private ordered: { items: Item[]; places: Map<string, number> } | undefined;

	/** Lets the account begin with a past, which is older than everything else in it. */
	beginWith(past: Past<Item>): void {
		this.past = past;
	}

	get count(): number {
		return this.past.count + this.size;
	}

	/** @param index from 0, the oldest */
	at(index: number): Item | undefined {
		const { past } = this;
		if (index < 0) return undefined;
		return index < past.count ? past.at(index) : this.order().items[index - past.count];
	}

	/** The number of an object, or -1. */
	indexOf(id: string): number {
		const place = this.order().places.get(id);
		return place === undefined ? this.past.indexOf(id) : this.past.count + place;
	}

	override get(id: string): Item | undefined {
		return super.get(id) ?? this.at(this.past.indexOf(id));
	}

	override has(id: string): boolean {
		return this.get(id) !== undefined;
	}

	override set(id: string, item: Item): this {
		const { ordered } = this;
		if (ordered) {
			const place = ordered.places.get(id) ?? ordered.items.length;
			ordered.items[place] = item;
			ordered.places.set(id, place);
		}
		return super.set(id, item);
	}

	override delete(id: string): boolean {
		this.ordered = undefined;
		return super.delete(id);
	}

	override clear(): void {
		this.ordered = undefined;
		this.past = NO_PAST;
		super.clear();
	}

	private order(): { items: Item[]; places: Map<string, number> } {
		if (!this.ordered) {
			const items = [...this.values()];
			this.ordered = { items, places: new Map(items.map(({ id }, place) => [id, place])) };
		}
		return this.ordered;
	}
}
