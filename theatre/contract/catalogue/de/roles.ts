import type { roles as english } from '../en/roles.ts';
import type { Like } from '../like.ts';

export const roles: Like<typeof english> = {
  cashier: 'Kasse',
  manager: 'Leitung',
};
