/** What people of the house are called. */
export const roles = {
  cashier: 'Cashier',
  manager: 'Manager',
};
