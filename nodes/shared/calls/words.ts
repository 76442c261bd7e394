/** In characters. The segmenter takes time with the square of a text's length (measured). */
const WINDOW = 1_000;

/** In characters: a word this close to the end of a window may go on behind it. */
const EDGE = 50;

let segmenter: Intl.Segmenter | undefined;

/**
 * Made when it is first needed, because the first use of `Intl` takes 13 to 40 ms. English, because
 * any fixed locale makes the result independent of the machine, and all of them use the same
 * dictionaries for languages without spaces.
 */
const wordSegmenter = () => (segmenter ??= new Intl.Segmenter('en', { granularity: 'word' }));

/**
 * How many words a text has by the rules of Unicode (UAX #29), with ICU's dictionaries for Japanese,
 * Chinese, Thai, Khmer, Lao and Burmese. Numbers are words; punctuation and emoji are not.
 *
 * The text is read in windows, each from the end of a word, which takes time in proportion to its
 * length. A word longer than a window counts once for each window.
 */
export function countWords(text: string): number {
	let words = 0;
	let start = 0;
	while (start < text.length) {
		const window = text.slice(start, start + WINDOW);
		const isLast = start + WINDOW >= text.length;
		const certain = isLast ? Infinity : WINDOW - EDGE;
		let read = 0;
		for (const { index, segment, isWordLike } of wordSegmenter().segment(window)) {
			const end = index + segment.length;
			if (end > certain && read > 0) break;
			if (isWordLike) words++;
			read = end;
		}
		start += read;
	}
	return words;
}
