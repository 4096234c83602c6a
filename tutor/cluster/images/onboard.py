"""What else lies in the images than the tools that are simulated: enough to know which command cannot start."""

from __future__ import annotations

from tutor.cluster.images.catalog import Image
from tutor.cluster.images.programs import BUSYBOX, COREUTILS

_BUSYBOX = """
    [ [[ acpid adjtimex arch arp arping ascii ash base64 bc blkid brctl bunzip2 bzcat bzip2 cal chgrp chmod chown
    chroot cmp cpio crc32 crond crontab dc dd df dirname basename dmesg dnsdomainname dos2unix du egrep ed expand expr
    factor fallocate fdisk fgrep find flock fold free fsync ftpget ftpput fuser getopt getty groups gunzip gzip halt
    hexdump hostid httpd hwclock inetd init install ionice iostat ipcalc ipcs kill killall killall5 klogd last link
    linux32 linux64 ln logger login logname losetup lsof lsscsi lzcat lzma md5sum mesg mkfifo mknod mkpasswd mktemp
    mount mountpoint mpstat nameif nice nmeter nohup nproc nsenter od paste patch pgrep pidof ping6 pipe_progress
    pkill pmap poweroff printf pstree pwdx readlink realpath reboot renice reset resize rev rpm runsv runsvdir rx
    script setpriv setsid sha1sum sha256sum sha3sum sha512sum shred shuf split start-stop-daemon stat strings stty su
    sum sv svc svlogd sync sysctl syslogd taskset tcpsvd telnetd tftp tftpd time traceroute6 truncate ts tty udhcpc
    udpsvd umount uncompress unexpand unix2dos unlink unshare unxz unzip uptime users usleep uudecode uuencode w wall
    watchdog who whois xxd xz xzcat zcat"""
_DEBIAN = """
    [ apt apt-cache apt-config apt-get apt-key apt-mark arch awk b2sum base32 base64 basename basenc chgrp chmod
    chown chroot cksum cmp comm csplit dash dd df diff3 dir dircolors dirname dmesg dnsdomainname domainname dpkg
    dpkg-query du egrep expand expr factor fallocate fgrep find findmnt flock fmt fold getconf getopt groups gunzip
    gzip hostid iconv install ionice join kill ldconfig ldd link linux32 linux64 ln locale logger login logname lsblk
    lscpu lsns mawk md5sum mesg mkfifo mknod mktemp more mount mountpoint namei nice nohup nproc nsenter numfmt od
    passwd paste pathchk perl pinky pr prlimit ptx rbash readlink realpath renice rev runcon runuser script sdiff
    setpriv setsid sg sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf split start-stop-daemon stat stdbuf
    stty su sum sync taskset truncate tsort tty tzselect umount uncompress unexpand unlink unshare useradd users vdir
    wall whereis who xargs zcat zcmp zdiff zgrep zless zmore"""
_OWN = {
    "nginx": "nginx-debug envsubst",
    "httpd": "httpd apachectl ab htpasswd",
    "python": "pip pip3 pydoc pydoc3 idle",
    "node": "nodejs npm npx yarn corepack",
    "redis": "redis-sentinel redis-benchmark redis-check-aof redis-check-rdb",
    "mysql": "mysqladmin mysqldump mysqlsh mariadb mariadbd mariadb-admin mariadb-dump",
    "postgres": "initdb pg_ctl pg_dump pg_isready createdb gosu",
    "mongo": "mongosh mongos mongodump mongorestore gosu",
    "centos": "yum rpm python vi find ps ss",
}
_KITCHENS = frozenset({"nicolaka/netshoot"})  # images that bring more tools than anybody lists


def missing_program(image: Image, program: str) -> str:
    """Why a program cannot be executed in an image, as the runtime says it, "" when it can."""
    bare = program.rpartition("/")[2]
    if bare in image.programs or _brings(image, bare):
        return ""
    why = f"stat {program}: no such file or directory" if "/" in program else "executable file not found in $PATH"
    return (
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
        f'unable to start container process: error during container init: exec: "{program}": {why}'
    )


def _brings(image: Image, bare: str) -> bool:
    if bare == image.own or not _KITCHENS.isdisjoint(image.repositories):
        return True
    if any(bare == argv[0].rpartition("/")[2] for argv in (image.entrypoint, image.command) if argv):
        return True
    if any(bare == path.rpartition("/")[2] for path in image.repositories):
        return True
    if image.programs >= BUSYBOX:
        return bare in _BUSYBOX.split()
    extra = _OWN.get(image.repositories[0], "").split()
    rooted = image.programs >= COREUTILS
    return rooted and (
        bare in _DEBIAN.split() or bare in extra or bare.endswith("entrypoint.sh") or bare.startswith("python3")
    )
