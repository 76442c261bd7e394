import fc from 'fast-check';
import { countWords } from '../../../nodes/shared/calls/words';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Without windows. */
const wordsOf = (text: string) =>
	[...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;

it.each([
	{ text: '', words: 0 },
	{ text: ' \n\t ', words: 0 },
	{ text: '…?! — 😀👩‍👩‍👧', words: 0 },
	{ text: "Don't pay 3.50 for it.", words: 5 },
	{ text: 'state-of-the-art', words: 4 },
	{ text: 'Grüß Gott, café!', words: 3 },
	{ text: 'مرحبا كيف يمكنني مساعدتك؟', words: 4 },
	{ text: 'שלום עולם', words: 2 },
	{ text: '今日はいい天気です', words: 5 },
	{ text: '今天天气很好', words: 3 },
	{ text: 'สวัสดีครับวันนี้', words: 4 },
	{ text: '안녕하세요 여러분', words: 2 },
	{ text: 'hi 😀 there', words: 2 },
])('$text has $words words', ({ text, words }) => {
	expect(countWords(text)).toBe(words);
});

it.each([
	'Do our dashboards move over with all their history, or do we start again? ',
	"It's 3.50, isn't it?\n",
	'お問い合わせありがとうございます。本日はどのようなご用件でしょうか。',
	'สวัสดีครับวันนี้ผมจะช่วยอะไรคุณได้บ้าง',
	'مرحبا كيف يمكنني مساعدتك اليوم؟ ',
	'👩‍👩‍👧 hi 🇩🇪🇫🇷 😀 ',
	'a ',
])('a long text of %j has the words that it has as a whole', (sentence) => {
	const text = sentence.repeat(Math.ceil(6_000 / sentence.length));
	expect(countWords(text)).toBe(wordsOf(text));
});

it('any text has the words that it has as a whole', () => {
	const piece = fc.oneof(
		fc.string({ maxLength: 40, unit: 'binary' }),
		fc.constantFrom(' ', 'word', "don't", '3.14', '日本', 'ไทย', '😀', '\n', '\u0301', '\ud83d'),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
			const text = pieces.join('');
			expect(countWords(text)).toBe(wordsOf(text));
		}),
		{ numRuns: 300 },
	);
});

it('a word without end counts once for each window', () => {
	expect(countWords('x'.repeat(5_000))).toBe(5);
});
