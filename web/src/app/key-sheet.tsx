import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/kbd.tsx';
import { usePages } from './use-pages.ts';

const groups = {
  everywhere: [
    ['mod K', 'palette'],
    ['?', 'help'],
    ['Esc', 'back'],
  ],
  list: [
    ['/', 'search'],
    ['j', 'down'],
    ['k', 'up'],
    ['Enter', 'open'],
    ['o', 'openPage'],
    ['x', 'select'],
    ['Shift X', 'selectTo'],
    ['mod A', 'selectAll'],
    ['r', 'reload'],
  ],
  order: [
    ['p', 'slip'],
    ['l', 'label'],
    ['c', 'confirm'],
    ['e', 'edit'],
    ['t', 'tag'],
    ['n', 'note'],
    ['a', 'assign'],
  ],
} as const;

/** Every key, by where it works. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const pages = usePages();
  return (
    <Dialog title={t('keys.title')} wide reading onClose={onClose}>
      <div className="grid gap-6 sm:grid-cols-2">
        {Object.entries(groups).map(([group, keys]) => (
          <KeyGroup key={group} title={t(`keys.groups.${group}`)} keys={keys.map(([key, name]) => [key, t(`keys.${name}`)])} />
        ))}
        <KeyGroup
          title={t('keys.groups.jump')}
          keys={pages.flatMap(({ jump, name }) => (jump ? [[`g ${jump}`, t(`nav.${name}`)] as const] : []))}
        />
      </div>
    </Dialog>
  );
}

function KeyGroup({ title, keys }: { title: string; keys: (readonly [string, string])[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {keys.map(([key, text]) => (
          <div key={key} className="flex items-center gap-3">
            <dt className="flex w-24 shrink-0 gap-1">
              {key.split(' ').map((part) => (
                <Kbd key={part}>{part === 'mod' ? t('keys.ctrl') : part}</Kbd>
              ))}
            </dt>
            <dd className="text-soft">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
