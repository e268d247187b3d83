import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ServerSettings } from '../../types/api.ts';
import { ask } from '../api/client.ts';

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: ServerSettings) => ask('/settings', { method: 'PUT', body: settings }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['settings'] });
      await client.invalidateQueries({ queryKey: ['capabilities'] });
    },
  });
}
