#!/bin/sh
# Runs a command beside a throw-away Spark cluster, a standalone master and two workers on this machine,
# whose address is in SPARK_URL; takes it down afterwards.
#   sh scripts/with-spark.sh COMMAND...
set -eu
python="${PYTHON:-.venv/bin/python}"
if ! command -v java >/dev/null 2>&1 && [ ! -x "${JAVA_HOME:-none}/bin/java" ]; then
    echo "Spark needs Java 17. On Debian: apt-get install openjdk-17-jre-headless" >&2
    exit 1
fi
SPARK_HOME=$("$python" -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)')
SPARK_LOCAL_IP=127.0.0.1
SPARK_NO_DAEMONIZE=1
folder=$(mktemp -d)
SPARK_WORKER_DIR="$folder/work"
SPARK_LOCAL_DIRS="$folder/local"
export SPARK_HOME SPARK_LOCAL_IP SPARK_NO_DAEMONIZE SPARK_WORKER_DIR SPARK_LOCAL_DIRS
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url="spark://127.0.0.1:$port"
started=""

down() {
    # shellcheck disable=SC2086  # a list of numbers
    [ -z "$started" ] || kill $started 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap down EXIT
trap 'exit 130' INT TERM

part() {
    class="org.apache.spark.deploy.$1"
    shift
    "$SPARK_HOME/bin/spark-class" "$class" --host 127.0.0.1 --webui-port 0 "$@" >>"$folder/log" 2>&1 &
    started="$started $!"
}

part master.Master --port "$port"
part worker.Worker --cores 1 --memory 1g "$url"
part worker.Worker --cores 1 --memory 1g "$url"
for _ in $(seq 120); do
    [ "$(grep -c 'Registering worker' "$folder/log" 2>/dev/null || true)" = 2 ] && break
    sleep 0.5
done
if [ "$(grep -c 'Registering worker' "$folder/log")" != 2 ]; then
    echo "Spark's cluster did not start:" >&2
    tail -n 20 "$folder/log" >&2
    exit 1
fi
SPARK_URL="$url"
export SPARK_URL
"$@"
