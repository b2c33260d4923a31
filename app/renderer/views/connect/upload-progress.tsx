import { durationWords } from '../../charts/words.ts';
import { Button } from '../../ui/button.tsx';
import { bytesWords, percentWords } from '../../ui/figures.ts';
import { useNow } from '../../ui/moment.tsx';
import { ErrorCard, Progress } from '../../ui/states.tsx';
import { uploadDesk } from './upload-desk.ts';
import type { UploadState } from './upload-desk.ts';

/** How far a file is taken in: part, rate, time left, and a way to end it; or why it failed. Nothing where there is none. */
export function UploadProgress({ upload }: { upload: UploadState }) {
  const now = useNow(500);
  if (upload.state === 'none') return null;
  if (upload.state === 'failed') return <ErrorCard error={upload.error} onRetry={upload.retry} actions={<Button small onPress={uploadDesk.forget}>Leave it</Button>} />;
  const { name, bytes, sent, startedAt, cancel } = upload;
  const seconds = Math.max(now - startedAt, 0) / 1000;
  const rate = sent / Math.max(seconds, 0.001);
  const left = sent === 0 ? '' : ` · ${bytesWords(rate)}/s · ${durationWords(Math.max(((bytes - sent) / rate) * 1000, 1))} left`;
  return (
    <div className="upload-progress">
      <Progress label={`Taking in ${name}`} part={bytes === 0 ? 1 : sent / bytes} words={`${bytes === 0 ? percentWords(1) : percentWords(sent / bytes)} of ${bytesWords(bytes)}${left}`} />
      <Button small icon="close" onPress={cancel}>Cancel</Button>
    </div>
  );
}
