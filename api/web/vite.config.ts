import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// dist/.gitkeep must survive every build, because Go embeds the folder even
// where Node never ran: public/.gitkeep is copied there after dist is emptied.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: fonts
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } }, // npm run dev, beside canhlua serve
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
