import { notices } from './notices.ts';
import { roles } from './roles.ts';

export const en = { notices, roles };
