import { useEffect, useRef, useState } from 'react';
import { dashboardFileEnding } from '../../../shared/domain/dashboard.ts';
import { goTo, useRoute } from '../../routes/use-route.ts';
import { Icon } from '../../ui/icons.tsx';
import { tell } from '../../ui/toasts.ts';
import { useImportDashboard } from '../dashboards/use-import-dashboard.ts';
import { packDesk, packEnding } from '../evidence/pack-desk.ts';
import { UploadProgress } from './upload-progress.tsx';
import { useTakeIn } from './use-take-in.ts';
import './connect.css';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Files may be dropped anywhere on the window: one is taken in and becomes the source of a new stream. */
export function DropAnywhere() {
  const { upload, takeIn } = useTakeIn();
  const importDashboard = useImportDashboard();
  const { route } = useRoute();
  const [isOver, setOver] = useState(false);
  const busy = useRef(false);
  useEffect(() => { busy.current = upload.state === 'sending'; }, [upload.state]);

  useEffect(() => {
    // Every element that is crossed tells of entering and leaving: what counts is how many were entered and not left.
    let inside = 0;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      inside += 1;
      setOver(true);
    };
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = 'copy';
    };
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      inside = Math.max(0, inside - 1);
      if (inside === 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      inside = 0;
      setOver(false);
      const [file, ...others] = [...event.dataTransfer!.files];
      if (busy.current) return tell({ tone: 'warn', title: 'Another file is being taken in', text: 'Drop this one again when that is done.' });
      if (file === undefined) return tell({ tone: 'warn', title: 'That holds no file', text: 'Drop a CSV, JSON lines, Parquet or capture file.' });
      if (others.length > 0) tell({ tone: 'warn', title: `Only ${file.name} is taken in`, text: 'One file becomes one stream: drop the others one after another.' });
      if (file.name.endsWith(dashboardFileEnding)) void importDashboard(file);
      else if (file.name.endsWith(packEnding)) {
        packDesk.take(file);
        goTo({ page: 'evidence' });
      } else takeIn(file);
    };
    const listeners = [['dragenter', enter], ['dragover', over], ['dragleave', leave], ['drop', drop]] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => { for (const [name, listener] of listeners) window.removeEventListener(name, listener); };
  }, [takeIn, importDashboard]);

  return (
    <>
      {isOver && <div className="drop-anywhere" role="status"><span className="drop-words"><Icon name="upload" />Drop the file to import it<small>CSV, JSON lines, Parquet, a capture, an exported dashboard, or an evidence pack; it stays on this workbench</small></span></div>}
      {upload.state !== 'none' && route.page !== 'new-stream' && <div className="upload-corner"><UploadProgress upload={upload} /></div>}
    </>
  );
}
