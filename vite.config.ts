/** The web app: sources in `src/components`, built into `dist/web`, served by the server (`src/server/web/`). */
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const api = process.env['WEAVER_DEV_API'] ?? 'http://127.0.0.1:8080';

/**
 * What every screen needs is one file: small files compress badly, and each is a request. What several screens share of the
 * rest stays apart, or each would load the others'.
 */
const frame = [
  {
    name: 'frame',
    test: /node_modules[\\/](react|react-dom|scheduler|wouter|use-sync-external-store|@tanstack|clsx|tailwind-merge|class-variance-authority|zustand)[\\/]|src[\\/]components[\\/](lib|Shell|api[\\/](client|queries)|ui[\\/](button|state|input|badge|card|choiceMenu)\.tsx|app|main)/,
  },
  { name: 'icons', test: /node_modules[\\/]lucide-react/, minShareCount: 3 },
] as const;

export default defineConfig({
  root: 'src/components',
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['weaver-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The server's content security policy has no place for inlined files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [...frame] } } },
  },
  server: {
    proxy: {
      // The client's own sources lie under /api as well.
      '^/api/(?!\\w+\\.ts)': { target: api, changeOrigin: true, headers: { origin: api } },
      '/live': { target: api, ws: true },
      '/test-call': { target: api, ws: true },
    },
  },
});
