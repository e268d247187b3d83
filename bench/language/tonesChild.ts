/** A fresh process: what Mandarin costs to load. Prints one JSON object. */
const before = process.memoryUsage.rss();
const from = performance.now();
const { mandarinToneReader } = await import('../../src/services/language/mandarin/mandarin.ts');
mandarinToneReader.warm();
mandarinToneReader.read('您好，请问有什么可以帮您');
const loadMs = performance.now() - from;
console.log(JSON.stringify({ loadMs, rssMb: (process.memoryUsage.rss() - before) / 2 ** 20 }));
