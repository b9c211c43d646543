#!/bin/bash
# Whether the server in this container answers. There is no curl in the image, but bash speaks TCP.
exec 3<> /dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
