import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { PanelKind } from './panel-kind.ts';
import { panelKinds } from './panel-kinds.ts';

/** Which kind of panel is to be added. */
export function AddPanelDialog({ isOpen, onClose, onPick }: { isOpen: boolean; onClose(): void; onPick(kind: PanelKind): void }) {
  return (
    <Dialog title="Add a panel" isOpen={isOpen} onClose={onClose} wide>
      <ul className="kind-list">
        {panelKinds.map((kind) => (
          <li key={kind.kind}><button type="button" className="kind-choice" onClick={() => onPick(kind)}><Icon name={kind.icon} /><span><strong>{kind.title}</strong><small className="muted">{kind.does}</small></span></button></li>
        ))}
      </ul>
    </Dialog>
  );
}
