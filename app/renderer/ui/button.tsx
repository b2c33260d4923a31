import { Button as AriaButton } from 'react-aria-components/Button';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import { ToggleButton as AriaToggleButton } from 'react-aria-components/ToggleButton';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { copyText } from './copy-text.ts';
import { tell } from './toasts.ts';
import { WithTooltip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'normal' | 'plain' | 'danger';

export interface ButtonProps extends Pick<AriaButtonProps, 'onPress' | 'isDisabled' | 'type' | 'autoFocus' | 'slot' | 'aria-describedby' | 'aria-expanded' | 'aria-controls'> {
  look?: ButtonLook;
  small?: boolean;
  icon?: IconName;
  /** While true the button keeps the focus, cannot be pressed and says `busyWords`. */
  busy?: boolean;
  busyWords?: string;
  children: ReactNode;
}

const classOf = (look: ButtonLook, small: boolean | undefined, extra = '') => `button button-${look}${small === true ? ' button-small' : ''}${extra}`;

/** A button with words. */
export function Button({ look = 'normal', small, icon, busy = false, busyWords, children, isDisabled = false, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isDisabled={isDisabled} isPending={busy} className={classOf(look, small)}>
      {busy ? <span className="waiting-mark" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} />}
      {busy && busyWords !== undefined ? busyWords : children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'busyWords'> {
  icon: IconName;
  /** Its name, also shown as a tooltip. */
  label: string;
  /** Shown in the tooltip. */
  shortcut?: string;
}

/** A button that is only a picture; its label is its name and its tooltip. */
export function IconButton({ look = 'plain', small, icon, label, shortcut, busy = false, isDisabled = false, ...rest }: IconButtonProps) {
  return (
    <WithTooltip words={label} shortcut={shortcut}>
      <AriaButton {...rest} isDisabled={isDisabled} isPending={busy} aria-label={label} className={classOf(look, small, ' button-icon')}>
        {busy ? <span className="waiting-mark" aria-hidden="true" /> : <Icon name={icon} />}
      </AriaButton>
    </WithTooltip>
  );
}

/** A button that is on or off. */
export function ToggleButton({ isSelected, onChange, small, icon, children }: { isSelected: boolean; onChange(selected: boolean): void; small?: boolean; icon?: IconName; children: ReactNode }) {
  return (
    <AriaToggleButton isSelected={isSelected} onChange={onChange} className={classOf('normal', small)}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </AriaToggleButton>
  );
}

/** Attributes of a link that leads out of the workbench: to another tab, or to the system's browser, which may not be had for it. */
export function leadingTo(url: string): Pick<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'target' | 'rel' | 'onClick'> {
  return { href: url, target: '_blank', rel: 'noreferrer', ...(window.anomalyforce !== undefined && { onClick: (event) => { event.preventDefault(); void leadBySystem(url); } }) };
}

/** Opens an address by the desktop program; where it is not opened, the address can be taken along. */
async function leadBySystem(url: string): Promise<void> {
  const outcome = await window.anomalyforce!.lead(url);
  if (outcome === 'led') return;
  const text = outcome === 'refused' ? `${url} is neither encrypted (https) nor of this machine, so this program does not open it.` : `The system has no browser that opens ${url}.`;
  tell({ tone: 'warn', title: 'The address was not opened', text, action: { label: 'Copy the address', onPress: () => void copyText(url, 'The address is') } });
}

/** Such a link that looks like a button. */
export function OutLinkButton({ url, small, children }: { url: string; small?: boolean; children: ReactNode }) {
  return <a className={classOf('normal', small)} {...leadingTo(url)}>{children}</a>;
}

/** A link that looks like a button. */
export function LinkButton({ href, look = 'normal', small, icon, children }: { href: string; look?: ButtonLook; small?: boolean; icon?: IconName; children: ReactNode }) {
  return (
    <Link href={href} className={classOf(look, small)}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}
