#!/bin/sh
set -e
grep root /etc/passwd
echo "The first page" >/srv/site/index.html
echo "{\"image\": \"$IMAGE_ID\"}" >/srv/health.json
