import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import type { ButtonLook } from './button.tsx';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  /** Words alone, more than fit: they take the focus, so that the arrow keys scroll them. */
  scrolls?: boolean;
}

/** A dialog in the middle; Escape and a press outside close it. Focus stays inside and goes back where it was. */
export function Dialog({ title, isOpen, onClose, children, footer, wide = false, scrolls = false }: DialogProps) {
  return (
    <ModalOverlay className="dialog-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable>
      <Modal className={`dialog${wide ? ' dialog-wide' : ''}`}>
        <AriaDialog>
          <div className="dialog-head"><Heading slot="title" level={2}>{title}</Heading><IconButton icon="close" label="Close" onPress={onClose} /></div>
          <div className="dialog-body" {...(scrolls && { tabIndex: 0, role: 'group', 'aria-label': title })}>{children}</div>
          {footer !== undefined && <div className="dialog-foot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A sheet at the side, for looking something up without leaving the page. */
export function Drawer({ title, isOpen, onClose, children }: Omit<DialogProps, 'footer' | 'wide' | 'scrolls'>) {
  return (
    <ModalOverlay className="drawer-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable>
      <Modal className="drawer">
        <AriaDialog>
          <div className="dialog-head"><Heading slot="title" level={2}>{title}</Heading><IconButton icon="close" label="Close" onPress={onClose} /></div>
          <div className="dialog-body grow">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, isOpen, onClose, onConfirm, confirmWords, look = 'danger', busy = false, children }: { title: string; isOpen: boolean; onClose(): void; onConfirm(): void; confirmWords: string; look?: ButtonLook; busy?: boolean; children: ReactNode }) {
  return (
    <ModalOverlay className="dialog-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Modal className="dialog">
        <AriaDialog role="alertdialog">
          <div className="dialog-head"><Heading slot="title" level={2}>{title}</Heading></div>
          <div className="dialog-body">{children}</div>
          <div className="dialog-foot"><Button onPress={onClose} autoFocus>Cancel</Button><Button look={look} busy={busy} onPress={onConfirm}>{confirmWords}</Button></div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
