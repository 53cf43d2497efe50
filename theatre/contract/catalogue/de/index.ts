import { notices } from './notices.ts';
import { roles } from './roles.ts';
import { tender } from './tender.ts';

export const de = { notices, roles, tender };
