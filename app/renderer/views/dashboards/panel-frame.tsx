import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import { MoreMenu, type MenuAction } from '../../ui/menu.tsx';
import { nameOf } from './panel-kind.ts';
import { kindOf } from './panel-kinds.ts';
import { boundTo, PanelBody, type PanelSources } from './panel-body.tsx';

export interface PanelFrameProps {
  panel: Panel;
  sources: PanelSources;
  actions: readonly MenuAction[];
  isActive: boolean;
  isDragged: boolean;
  /** Another one is maximised. */
  isHidden: boolean;
  /** Without it the panel can't be moved: it is stacked, or alone. */
  style: CSSProperties | null;
  helpId: string;
  onActive(): void;
  onChoose(): void;
  onHandleKey(event: KeyboardEvent): void;
  /** The pointer took hold of the head, or of the corner. */
  onGrab(event: PointerEvent, what: 'move' | 'resize'): void;
}

/** A panel with its head: a handle to move and resize it by pointer or arrow keys, its name, and what else can be done with it. */
export function PanelFrame({ panel, sources, actions, isActive, isDragged, isHidden, style, helpId, onActive, onChoose, onHandleKey, onGrab }: PanelFrameProps) {
  const frame = useRef<HTMLElement>(null);
  const { row, one } = boundTo(panel, sources);
  const name = nameOf(kindOf(panel.kind), { panel, row, series: one });
  return (
    <section ref={frame} hidden={isHidden} id={`panel-${panel.id}`} className={`dash-panel dash-kind-${panel.kind}${isActive ? ' dash-active' : ''}${isDragged ? ' dash-dragged' : ''}`} style={style ?? undefined} aria-label={one !== null && row !== null ? `${name}, ${row.stream.name}` : name} onFocusCapture={onActive} onPointerDownCapture={onActive}>
      <header className="dash-panel-head" onPointerDown={(event) => { if (style !== null && (event.target as Element).closest('button:not(.dash-handle), a') === null) onGrab(event, 'move'); }}>
        {style !== null && <button type="button" className="dash-handle" aria-label={`Move or resize ${name}`} aria-describedby={helpId} onKeyDown={onHandleKey}><svg viewBox="0 0 10 16" aria-hidden="true"><path d="M2 3h.01M8 3h.01M2 8h.01M8 8h.01M2 13h.01M8 13h.01" /></svg></button>}
        <h2 className="clip grow">{name}</h2>
        <MoreMenu label={`More for ${name}`} actions={actions} />
      </header>
      <div className="dash-panel-body"><PanelBody panel={panel} sources={sources} onChoose={onChoose} /></div>
      {style !== null && <div className="dash-corner" aria-hidden="true" onPointerDown={(event) => onGrab(event, 'resize')} />}
    </section>
  );
}
