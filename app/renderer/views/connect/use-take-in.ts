import { useCallback, useSyncExternalStore } from 'react';
import { goTo } from '../../routes/use-route.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { uploadDesk } from './upload-desk.ts';
import type { UploadState } from './upload-desk.ts';

/** The upload under way, and a function that takes in a file and then leads to the wizard with it as source. */
export function useTakeIn(): { upload: UploadState; takeIn: (file: File) => void } {
  const workbench = useWorkbench();
  const upload = useSyncExternalStore(uploadDesk.subscribe, uploadDesk.get);
  const takeIn = useCallback((file: File) => void uploadDesk.take(workbench, file, (uploadId) => goTo({ page: 'new-stream' }, { upload: uploadId, name: file.name })), [workbench]);
  return { upload, takeIn };
}
