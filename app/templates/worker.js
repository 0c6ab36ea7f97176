import { serve } from "{{ url_for('static', filename='pwa/worker.js') }}";

serve({{ kept | tojson }});
