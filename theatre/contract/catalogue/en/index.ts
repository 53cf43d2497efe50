import { notices } from './notices.ts';
import { roles } from './roles.ts';
import { staff } from './staff.ts';
import { tender } from './tender.ts';
import { tickets } from './tickets.ts';

export const en = { notices, roles, staff, tender, tickets };
