import { roles } from './roles.ts';

export const en = { roles };
