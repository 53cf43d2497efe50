/** Personal data: what stands where a name was, and how one is erased. */
export const privacy = {
  /** In place of a name. */
  erased: 'erased',
  noName: 'no name given',
  erasedOrder: 'The customer’s name and e-mail address were erased.',
  nobody: 'Nobody is known by that. Who was erased is found no more.',
  erase: 'Erase personal data …',
  ask: (name: string) =>
    name === ''
      ? 'Erase name and e-mail address of this order? This cannot be undone.'
      : `Erase ${name} and the e-mail address from this order? This cannot be undone.`,
  stays:
    'Seats, prices and payments stay in the books under the order’s reference. The tickets stay good, and money can be given back. Mails already sent, printed tickets and older backups are not reached.',
  confirm: 'Erase',
  already: 'Name and e-mail address of this order were erased before.',
  done: 'Name and e-mail address are erased.',
  donePlain:
    'Name and e-mail address are shown nowhere any more. The order is from before names were sealed: they leave the log’s files when the screening is archived and trimmed.',
  unsettled:
    'The box office did not confirm it in time. Some of it may be erased already: ask again in a few seconds. Asked for twice it is the same.',
  pending:
    'Name and e-mail address are shown nowhere any more. Their key is erased as soon as the machine that has the log can be reached.',
};
