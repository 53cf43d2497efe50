import type { bell as english } from '../en/bell.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const bell: Like<typeof english> = {
  title: 'Hinweise',
  count: (count) => `${count} ${plural(count, { one: 'Hinweis', other: 'Hinweise' })}`,
  none: 'Es ist nichts zu tun.',
  since: (time) => `seit ${time}`,
  over: 'Vorbei',
  overAt: (time) => `vorbei um ${time}`,
  close: 'Schließen',
  unheard: 'Der Server meldet sich gerade nicht; es kann mehr geben.',
  serverDown: 'Der Server ist aus: Handys, Suche und Einlasslisten gehen nicht',
  serverDownTodo: (problem) =>
    problem === ''
      ? 'Er wird von selbst neu gestartet.'
      : `Er wird von selbst neu gestartet. Für die Technik: ${problem}`,
};
