import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { SHORTCUTS } from './shortcuts';

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const places = [...new Set(SHORTCUTS.map((shortcut) => shortcut.where))];
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="md">
      <Stack gap="lg">
        {places.map((place) => (
          <Stack key={place} gap={6}>
            <Text size="xs" fw={600} className="faint">
              {place}
            </Text>
            {SHORTCUTS.filter((shortcut) => shortcut.where === place).map((shortcut) => (
              <Group key={shortcut.does} justify="space-between" wrap="nowrap">
                <Text size="sm">{shortcut.does}</Text>
                <Group gap={4} wrap="nowrap">
                  {shortcut.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </Stack>
    </Modal>
  );
}
