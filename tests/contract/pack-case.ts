import assert from 'node:assert/strict';
import { checkPackWorks, failure, finished, listedWorks, sendFile, streamOfCsv, type ContractCase } from './contract-case.ts';

/** An evidence pack: saved, opened without its stream, replayed, and refused where it was changed. */
export const packCase: ContractCase = {
  name: 'saves an evidence pack that opens, replays to the same anomalies, and shows a changed byte',
  async run(workbench) {
    const begin = Date.UTC(2026, 0, 5);
    const rows = Array.from({ length: 400 }, (_, row) => ['a', 'b'].map((pump) => `${new Date(begin + row * 60_000).toISOString()},${pump},${row === 350 && pump === 'a' ? 90 : 5 + (row % 7) / 10}`)).flat();
    const stream = await streamOfCsv(workbench, 'evidence', `time,pump,load\n${rows.join('\n')}\n`);
    try {
      await finished(workbench, stream.id);
      const { anomalies: [anomaly] } = await workbench.call('anomalies.list', { filter: { streamIds: [stream.id] }, sort: 'score' });
      await workbench.call('feedback.judge', { anomalyId: anomaly!.id, verdict: 'true', comment: 'a stuck valve' });
      const pin = await workbench.call('incidents.pin', { incidentId: anomaly!.incidentId!, seriesId: anomaly!.seriesId, channel: 'load', range: { from: begin, to: anomaly!.end }, caption: 'Here' });
      const passphrase = 'twelve letters';
      const other = (await workbench.call('series.list', { streamId: stream.id })).find(({ id }) => id !== anomaly!.seriesId)!;
      const bare = await workbench.call('incidents.pin', { incidentId: anomaly!.incidentId!, seriesId: other.id, channel: 'load', range: { from: begin, to: anomaly!.end } });
      const saved = await workbench.call('packs.save', { incidentId: anomaly!.incidentId, passphrase });
      assert.ok(saved.words.some((words) => words.startsWith('Of 1 pinned chart it holds caption') && words.includes(other.name)), saved.words.join(' '));
      const pieces: Uint8Array[] = [];
      for (let offset = 0; offset < saved.bytes; ) {
        const { piece } = await workbench.call('packs.read', { packId: saved.packId, offset });
        pieces.push(piece);
        offset += piece.length;
      }
      await workbench.call('packs.let-go', { packId: saved.packId });
      assert.equal((await failure(workbench.call('packs.read', { packId: saved.packId, offset: 0 }))).code, 'AF_NOT_FOUND');
      const pack = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      pieces.reduce((at, piece) => (pack.set(piece, at), at + piece.length), 0);
      // The stream is gone: the pack stands alone.
      await workbench.call('streams.remove', { streamId: stream.id });
      const sent = await sendFile(workbench, 'it.afpack', pack);
      assert.equal((await failure(workbench.call('packs.inspect', { uploadId: sent, passphrase: 'another one here' }))).code, 'AF_PACK_PASSPHRASE_WRONG');
      const view = await workbench.call('packs.inspect', { uploadId: sent, passphrase });
      assert.deepEqual([view.isWhole, view.isOwn, view.faults, view.fingerprint], [true, true, [], saved.fingerprint]);
      const content = view.content!;
      assert.ok(content.anomalies.some(({ id, verdict }) => id === anomaly!.id && verdict === 'true'));
      assert.ok(content.feedback.some(({ comment }) => comment === 'a stuck valve'));
      assert.deepEqual([content.pins, content.recordCount], [[pin, bare], content.sampleCount]);
      assert.ok(content.audit.isProven && content.audit.events.some(({ action, subject }) => action === 'feedback.judge' && subject === anomaly!.id));
      const stretch = content.stretches.find(({ seriesName }) => seriesName === anomaly!.seriesName)!;
      assert.ok(stretch.times.includes(anomaly!.peakTime));
      const replay = await workbench.call('packs.replay', { uploadId: sent, passphrase });
      assert.deepEqual([replay.isSame, replay.anomalies.length, replay.scores.different], [true, content.anomalies.length, 0], replay.words.join(' '));
      assert.deepEqual(replay.records, { same: content.sampleCount, different: 0, without: 0 });
      await checkPackWorks(workbench, { title: content.title, samples: content.sampleCount, bytes: pack.length });
      pack[pack.length >> 1]! ^= 1;
      const changed = await sendFile(workbench, 'changed.afpack', pack);
      const broken = await workbench.call('packs.inspect', { uploadId: changed, passphrase });
      assert.equal(broken.isWhole, false);
      assert.equal(broken.parts.filter(({ state }) => state === 'changed').length, broken.faults.length);
      assert.equal((await failure(workbench.call('packs.replay', { uploadId: changed, passphrase }))).code, 'AF_PACK_UNREADABLE');
      for (const id of [sent, changed]) await workbench.call('packs.close', { uploadId: id });
      assert.deepEqual((await listedWorks(workbench)).filter(({ id }) => id.endsWith('.afpack')), [], 'a closed pack is listed no more');
      assert.equal((await failure(workbench.call('packs.inspect', { uploadId: sent, passphrase }))).code, 'AF_INGEST_UPLOAD_INVALID');
    } finally {
      await workbench.call('streams.remove', { streamId: stream.id }).catch(() => undefined);
    }
  },
};
