import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const moss: MantineColorsTuple = [
  '#effcf9',
  '#d2f7ee',
  '#a5eede',
  '#6fdcc8',
  '#3fc4b0',
  '#21a796',
  '#14877b',
  '#116d64',
  '#115851',
  '#114944',
];

// Warm neutrals: paper by day, peat by night.
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ef',
  '#eae7e3',
  '#dedad5',
  '#cdc8c1',
  '#a8a29a',
  '#7a746d',
  '#5a554f',
  '#423e3a',
  '#292623',
];
const dark: MantineColorsTuple = [
  '#e2ded8',
  '#c0bbb4',
  '#97918a',
  '#625d57',
  '#3a3733',
  '#2c2926',
  '#211f1d',
  '#171614',
  '#121110',
  '#0c0b0b',
];

export const theme = createTheme({
  primaryColor: 'moss',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { moss, gray, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '620' },
  defaultRadius: 'md',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 550 } },
    Pill: { styles: { root: { background: 'var(--chip)' } } },
    Menu: { defaultProps: { shadow: 'md' } },
    Popover: { defaultProps: { shadow: 'md' } },
  },
});

/** Grey marks stand out from a dark ground only when they are lighter than it. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: {
    '--mantine-color-gray-light': dark[5],
    '--mantine-color-gray-light-hover': dark[4],
    '--mantine-color-gray-light-color': dark[0],
  },
});
