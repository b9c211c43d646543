#!/bin/sh
# What a container of this image does:
#
#   serve (or nothing, or options)   the server, on every address of the container
#   box                              one instance or broker of a mesh; /box/heap says how large its heap may be
#   any other command                what ./pagefault does with it
#
# PAGEFAULT_DATA       where journals are kept, as --data takes it; /data otherwise
# PAGEFAULT_OPTIONS    further options of the server
# PAGEFAULT_JAVA_OPTS  further flags of the JVM
#
# Words of the latter two are split at blanks, and are not patterns of files (-f).
set -euf

home=/opt/pagefault
flags="-Xss512k -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Dpagefault.home=$home"
# What the JVM has to say goes to stderr: stdout is for data.
quiet="-Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr"

case ${1:-serve} in
  box)
    shift
    heap=$(cat /box/heap 2> /dev/null || echo 256m)
    # A JVM that looks while its quota is below one processor would run all virtual threads on a single carrier.
    # shellcheck disable=SC2086 # several words
    exec java -XX:+UseSerialGC "-Xmx$heap" -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 \
      -XX:ActiveProcessorCount=2 \
      $flags $quiet ${PAGEFAULT_JAVA_OPTS:-} \
      -cp "$home/simulator.jar:$home/lib/*" dev.pagefault.mesh.docker.Box "$@"
    ;;
  -h | --help | -V | --version) ;;
  serve | -*)
    [ "${1:-}" != serve ] || shift
    # shellcheck disable=SC2086 # several words
    set -- serve --host 0.0.0.0 --data "${PAGEFAULT_DATA:-/data}" ${PAGEFAULT_OPTIONS:-} "$@"
    ;;
esac

# shellcheck disable=SC2086 # several words
exec java -XX:+UseG1GC -Xms64m -Xmx1500m $flags $quiet ${PAGEFAULT_JAVA_OPTS:-} -jar "$home/simulator.jar" "$@"
