import { notices } from './notices.ts';
import { roles } from './roles.ts';

export const de = { notices, roles };
