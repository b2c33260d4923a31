import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { IconButton } from './button.tsx';

export interface MenuAction {
  label: string;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  onPress(): void;
}

/** What else can be done with something, behind three dots. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  return (
    <MenuTrigger>
      <IconButton icon="more" label={label} />
      <Popover className="popover" placement="bottom end">
        <Menu className="options" aria-label={label}>
          {actions.map((action) => (
            <MenuItem key={action.label} className={`option menu-item${action.danger === true ? ' menu-danger' : ''}`} isDisabled={action.disabled} onAction={action.onPress} textValue={action.label}>
              {action.icon !== undefined && <Icon name={action.icon} />}
              {action.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
