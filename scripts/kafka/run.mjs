/* `npm run kafka [-- --port 9092]`: a local broker to try the workbench on; its data stays in the cache folder. Ctrl+C ends it. */
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, step } from '../setup/steps.mjs';
import { bringBroker, startBroker } from './broker.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '9092' } } });
await step('Kafka 4.1.0 (43 MB through Maven, once)', bringBroker);
const broker = await startBroker({ port: Number(values.port), dataDir: join(cacheFolder, 'kafka-data') });
console.log(`A broker runs at ${broker.brokers[0]}. Fill a topic: npm run anomalyforce -- simulate manufacturing --brokers ${broker.brokers[0]} --topic pumps\nCtrl+C ends it.`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await broker.stop();
