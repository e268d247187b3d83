import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { queryClient } from './api/queries.ts';
import { startLanguage } from './lib/i18n.ts';
import { followSystem } from './lib/theme.ts';
import './styles.css';

followSystem();
await startLanguage(['common']);

const root = document.getElementById('app');
if (!root) throw new Error('The page has no #app.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
