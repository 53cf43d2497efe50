import { notices } from './notices.ts';
import { people } from './people.ts';
import { roles } from './roles.ts';
import { staff } from './staff.ts';
import { tender } from './tender.ts';
import { tickets } from './tickets.ts';
import { till } from './till.ts';
import { updates } from './updates.ts';

export const en = {
  updates,
  notices,
  people,
  roles,
  staff,
  tender,
  tickets,
  till,
};
