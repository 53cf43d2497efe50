import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { patronAddress } from './patron-address.ts';

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});
const lo = { lo: [ipv4('127.0.0.1', true)] };
const printed = 'http://127.0.0.1:4680';

describe('where patrons find the house', () => {
  test('is this machine’s address on its network when the server listens on all', () => {
    const network = { ...lo, docker0: [ipv4('172.17.0.1')], wlan0: [ipv4('192.168.7.20')] };
    expect(patronAddress(printed, '0.0.0.0', network)).toEqual({ url: 'http://192.168.7.20:4680', reachable: true });
    expect(patronAddress(printed, '::', network).url).toBe('http://192.168.7.20:4680');
  });

  test('is a private address before a public one, and a virtual network’s when there is no other', () => {
    const both = { eth0: [ipv4('203.0.113.9'), ipv4('10.1.2.3')] };
    expect(patronAddress(printed, '0.0.0.0', both).url).toBe('http://10.1.2.3:4680');
    const container = { ...lo, docker0: [ipv4('172.17.0.1')] };
    expect(patronAddress(printed, '0.0.0.0', container).url).toBe('http://172.17.0.1:4680');
  });

  test('keeps the scheme, so that a house with a certificate stays one', () => {
    const url = patronAddress('https://127.0.0.1:4680', '0.0.0.0', { eth0: [ipv4('10.0.0.5')] }).url;
    expect(url).toBe('https://10.0.0.5:4680');
  });

  test('is what the server printed when it listens on one address, reachable or not', () => {
    const network = { eth0: [ipv4('10.0.0.5')] };
    expect(patronAddress('http://10.0.0.5:80', '10.0.0.5', network)).toEqual({
      url: 'http://10.0.0.5',
      reachable: true,
    });
    expect(patronAddress(printed, '127.0.0.1', network)).toEqual({ url: printed, reachable: false });
  });

  test('says so when there is no network', () => {
    expect(patronAddress(printed, '0.0.0.0', lo)).toEqual({ url: printed, reachable: false });
    expect(patronAddress(printed, '0.0.0.0', { eth0: [ipv4('169.254.3.4')] }).reachable).toBe(false);
  });
});
