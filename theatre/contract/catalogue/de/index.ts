import { roles } from './roles.ts';

export const de = { roles };
