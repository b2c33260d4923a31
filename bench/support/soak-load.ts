/** The load of `soak.ts`: writes readings at a steady rate for a time, then ends. Arguments: brokers, topic, records per second, seconds. */
import { createRecordPublisher } from '../../app/main/publish/record-publisher.ts';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import { reading, seriesCount } from './kafka-load.ts';

const [brokers, topic, rateText, secondsText] = process.argv.slice(2) as [string, string, string, string];
const rate = Number(rateText);
const publisher = createRecordPublisher({ brokers: brokers.split(','), tls: null, sasl: null }, 'soak');
const random = createSeededRandom('soak');
const begun = performance.now();
const epoch = Date.UTC(2026, 0, 5);
let row = 0;
while (performance.now() - begun < Number(secondsText) * 1000) {
  const due = ((performance.now() - begun) / 1000) * rate;
  const records = [];
  for (; row < due; row++) {
    const series = row % seriesCount;
    const time = epoch + Math.floor(row / seriesCount) * ((1000 * seriesCount) / rate);
    records.push({ key: String(series), value: reading(series, time, 60 + series / 10 + 0.4 * random.normal()), timestamp: time });
  }
  if (records.length > 0) await publisher.send(topic, records);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await publisher.close();
