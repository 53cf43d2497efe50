/** Several kiosks of one house: letting them in, joining, revoking. Times come in as they are written. */
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

export const kiosks = {
  title: 'Kiosks',
  key: 'Other kiosks of this house',
  back: 'Back',
  onlyManagers: 'Only a manager can let kiosks in or send them out.',

  closed: 'This kiosk sells on its own.',
  closedWhy:
    'Open the house, and other kiosks on the same network can sell beside this one: same seats, same orders, no seat sold twice.',
  open: 'Open the house to other kiosks',
  close: 'Close it to other kiosks',
  closeAsk:
    'Close the house to other kiosks? Those that are connected stop selling at once. They come back when it is opened again.',
  closeYes: 'Yes, close',
  opened: 'Other kiosks reach this house at',
  noNetwork: 'This machine has no address that another one could reach. Connect it to the network.',

  newCode: 'Show a code',
  endCode: 'Withdraw the code',
  codeTitle: 'On the other kiosk, press Shift F2 and choose “Join another kiosk’s house”. Then type there:',
  address: 'Address',
  code: 'Code',
  codeLeft: (left: string, tries: number) =>
    `Good for ${left} more, for one kiosk. ${plural(tries, { one: 'One try', other: `${tries} tries` })} left.`,
  used: (name: string) => `${name} belongs to this house now.`,
  expired: 'The code was not used in time. Show another one when you are ready.',
  triedOut: 'The code was typed wrongly five times and is gone. Show another one.',

  machines: 'Let in so far',
  nobody: 'No other kiosk yet. Show a code to let one in.',
  roles: { kiosk: 'Kiosk', 'patron-server': 'Server for patrons', reader: 'Reader' },
  since: (day: string) => `since ${day}`,
  connected: 'Connected',
  away: 'Not connected',
  revoke: 'Revoke',
  keyRevoke: 'Revoke this machine',
  keyNext: 'Next machine',
  keyPrevious: 'Previous machine',
  revokeAsk: (name: string) => `Revoke ${name}? It is cut off at once, and its key is never good again.`,
  revokeWhy: 'If it was stolen or sold, change the secrets it knew as well: see “Several kiosks” in the manual.',
  revokeYes: 'Yes, revoke',
  revoked: (name: string) => `${name} is cut off.`,
  cancel: 'Cancel',

  join: 'Join another kiosk’s house',
  joinTitle: 'Join another kiosk’s house',
  joinWhy:
    'A manager opens the house on the other kiosk with Shift F2 and has a code shown. What this kiosk sold on its own stays here and is shown again when you leave that house.',
  name: 'What this kiosk is to be called',
  need: {
    address: 'Type the address that the other kiosk shows.',
    code: 'Type the code that the other kiosk shows.',
    name: 'Type a name, such as “Foyer”.',
  },
  joinYes: 'Join',
  joining: 'Joining …',

  joined: (address: string, name: string) => `This kiosk sells for the house at ${address}, as ${name}.`,
  joinedSince: (day: string) => `Joined on ${day}. Managers of that house revoke it there.`,
  leave: 'Leave this house',
  leaveAsk:
    'Leave this house? This kiosk sells on its own again, with what it had before. To come back it needs another code.',
  leaveYes: 'Yes, leave',
  pin: 'PIN of a manager',
  pinWhy: 'The house is away and cannot say who may do this. A manager whom this kiosk knows can.',
  revokedTitle: 'The house has revoked this kiosk. It sells nothing.',
  revokedWhy:
    'Ask a manager at the house’s first kiosk. To sell there again, join with another code; or leave the house.',
  revokedLine: 'Revoked by the house: see ⇧F2',
  elsewhere: 'This kiosk uses a log that was set up with NATS_URL. Whoever set that up lets other kiosks in.',
  starting: 'The house is opening …',

  problems: {
    'needs-pin': 'Type the PIN of a manager of this house.',
    'wrong-pin': 'That is not the PIN of a manager whom this kiosk knows.',
    'port-taken': 'The port for other kiosks is in use by another program. Set FULL_HOUSE_LOG_PORT to another one.',
    'house-closed': 'The house is closed to other kiosks. Open it first.',
    'join-bad-address': 'That is no address. Type it as the other kiosk shows it, like 192.168.1.20:4681.',
    'join-bad-code': 'A code has twelve letters and digits, in groups of four. Look at it again.',
    'join-unreachable':
      'Nobody answers at that address. Check it, the network, and whether a firewall on the other machine lets the port through.',
    'join-no-house': 'What answers at that address is no house, or broke off. Check the address and try again.',
    'join-no-code': 'No code is open there: it was used, or its time is over. Have another one shown.',
    'join-wrong-code': 'That is not the code. After five wrong ones it is gone.',
    'join-not-genuine':
      'Whoever answers there does not know the code. Do not try again on this network before somebody has looked at it.',
  },
};
