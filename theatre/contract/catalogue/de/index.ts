import { notices } from './notices.ts';
import { roles } from './roles.ts';
import { staff } from './staff.ts';
import { tender } from './tender.ts';
import { tickets } from './tickets.ts';
import { updates } from './updates.ts';

export const de = {
  updates,
  notices,
  roles,
  staff,
  tender,
  tickets,
};
