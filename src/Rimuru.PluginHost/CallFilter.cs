namespace Rimuru.PluginHost;

/// <summary>Which system calls are denied, and the program for the kernel that says so.</summary>
internal static unsafe class CallFilter
{
    private const int NotPermitted = 1,
        NoSuchCall = 38,
        AccessDenied = 13;

    private const uint Allow = 0x7FFF0000,
        KillProcess = 0x80000000,
        Error = 0x00050000;

    private const ushort LoadWord = 0x20,
        IfEqual = 0x15,
        IfAtLeast = 0x35,
        IfAnyBit = 0x45,
        Return = 0x06;

    private const uint OffsetOfNumber = 0,
        OffsetOfMachine = 4,
        OffsetOfArguments = 16,
        ArgumentBytes = 8;

    /// <summary>The last call of the newest kernel that this table was made for. What comes later is not there.</summary>
    private const uint LastKnown = 469;

    private const long None = -1;

    /// <summary>What no plugin has a use for: who tries it is ended, so that the attempt is seen.</summary>
    private static readonly (long X64, long Arm64)[] Attacks =
    [
        (101, 117), // ptrace
        (310, 270), // process_vm_readv
        (311, 271), // process_vm_writev
        (312, 272), // kcmp
        (438, 438), // pidfd_getfd
        (424, 424), // pidfd_send_signal
        (440, 440), // process_madvise
        (448, 448), // process_mrelease
        (165, 40), // mount
        (166, 39), // umount2
        (155, 41), // pivot_root
        (161, 51), // chroot
        (429, 429), // move_mount
        (428, 428), // open_tree
        (430, 430), // fsopen
        (431, 431), // fsconfig
        (432, 432), // fsmount
        (433, 433), // fspick
        (442, 442), // mount_setattr
        (467, 467), // open_tree_attr
        (272, 97), // unshare
        (308, 268), // setns
        (321, 280), // bpf
        (298, 241), // perf_event_open
        (175, 105), // init_module
        (313, 273), // finit_module
        (176, 106), // delete_module
        (246, 104), // kexec_load
        (320, 294), // kexec_file_load
        (169, 142), // reboot
        (167, 224), // swapon
        (168, 225), // swapoff
        (163, 89), // acct
        (304, 265), // open_by_handle_at
    ];

    private static readonly (long X64, long Arm64)[] Refused =
    [
        (434, 434), // pidfd_open
        (323, 282), // userfaultfd
        (425, 425), // io_uring_setup, which passes by every filter
        (426, 426), // io_uring_enter
        (427, 427), // io_uring_register
        (250, 219), // keyctl
        (248, 217), // add_key
        (249, 218), // request_key
        (103, 116), // syslog
        (179, 60), // quotactl
        (443, 443), // quotactl_fd
        (300, 262), // fanotify_init
        (301, 263), // fanotify_mark
        (253, None), // inotify_init, which would tell of files that cannot be read
        (294, 26), // inotify_init1
        (254, 27), // inotify_add_watch
        (135, 92), // personality
        (154, None), // modify_ldt
        (172, None), // iopl
        (173, None), // ioperm
        (134, None), // uselib
        (180, 42), // nfsservctl
        (212, 18), // lookup_dcookie
        (164, 170), // settimeofday
        (227, 112), // clock_settime
        (305, 266), // clock_adjtime
        (159, 171), // adjtimex
        (170, 161), // sethostname
        (171, 162), // setdomainname
        (153, 58), // vhangup
        (162, 81), // sync, of every disk
        (29, 194), // shmget
        (30, 196), // shmat
        (31, 195), // shmctl
        (67, 197), // shmdt
        (64, 190), // semget
        (65, 193), // semop
        (66, 191), // semctl
        (220, 192), // semtimedop
        (68, 186), // msgget
        (69, 189), // msgsnd
        (70, 188), // msgrcv
        (71, 187), // msgctl
        (240, 180), // mq_open
        (241, 181), // mq_unlink
        (242, 182), // mq_timedsend
        (243, 183), // mq_timedreceive
        (244, 184), // mq_notify
        (245, 185), // mq_getsetattr
        (303, 264), // name_to_handle_at
        (133, None), // mknod
        (259, 33), // mknodat
        (90, None), // chmod: Landlock does not decide on the following
        (91, 52), // fchmod
        (268, 53), // fchmodat
        (452, 452), // fchmodat2
        (92, None), // chown
        (93, 55), // fchown
        (94, None), // lchown
        (260, 54), // fchownat
        (188, 5), // setxattr
        (189, 6), // lsetxattr
        (190, 7), // fsetxattr
        (191, 8), // getxattr
        (192, 9), // lgetxattr
        (193, 10), // fgetxattr
        (194, 11), // listxattr
        (195, 12), // llistxattr
        (196, 13), // flistxattr
        (197, 14), // removexattr
        (198, 15), // lremovexattr
        (199, 16), // fremovexattr
        (463, 463), // setxattrat
        (464, 464), // getxattrat
        (465, 465), // listxattrat
        (466, 466), // removexattrat
        (468, 468), // file_getattr
        (469, 469), // file_setattr
        (132, None), // utime
        (235, None), // utimes
        (261, None), // futimesat
        (280, 88), // utimensat
        (76, 45), // truncate
        (457, 457), // statmount
        (458, 458), // listmount
        (460, 460), // lsm_set_self_attr
        (144, 119), // sched_setscheduler: of any process of the user
        (142, 118), // sched_setparam
        (314, 274), // sched_setattr
        (141, 140), // setpriority
        (251, 30), // ioprio_set
        (256, 238), // migrate_pages
        (279, 239), // move_pages
        (109, 154), // setpgid
    ];

    /// <summary>What is refused from the time on that the host is up.</summary>
    private static readonly (long X64, long Arm64)[] RefusedWhenUp =
    [
        (59, 221), // execve
        (322, 281), // execveat
        (57, None), // fork
        (58, None), // vfork
        (319, 279), // memfd_create: memory that no limit counts
        (447, 447), // memfd_secret
        (200, 130), // tkill
    ];

    /// <summary>The filter that PowerShell starts under.</summary>
    public static ulong[] ForStart()
    {
        List<ulong> program = Head();
        program.AddRange(Deny(Attacks, KillProcess));
        program.AddRange(Deny(Refused, Error | NotPermitted));
        program.AddRange(Deny([(41, 198)], Error | AccessDenied)); // socket

        // Namespaces, by both calls that make them; without the newer one the C library falls back.
        program.AddRange(WhenArgument(Kernel.Number(56, 220), 0, Jump(IfAnyBit, 0x7E020000, 0, 1), Error | NotPermitted));
        program.AddRange(Deny([(435, 435)], Error | NoSuchCall));

        // Only a pair of sockets within the process.
        program.AddRange(WhenArgument(Kernel.Number(53, 199), 0, Jump(IfEqual, 1, 1, 0), Error | AccessDenied));

        // Limits and processors of other processes of the user.
        program.AddRange(WhenArgument(Kernel.Number(302, 261), 0, Jump(IfEqual, 0, 1, 0), Error | NotPermitted));
        program.AddRange(WhenArgument(Kernel.Number(203, 122), 0, Jump(IfEqual, 0, 1, 0), Error | NotPermitted));

        // Signals by the owner of a descriptor, and what types into a terminal.
        foreach (uint command in (uint[])[8, 10, 15])
            program.AddRange(WhenArgument(Kernel.Number(72, 25), 1, Jump(IfEqual, command, 0, 1), Error | NotPermitted));
        foreach (uint command in (uint[])[0x8901, 0x8902, 0x5412, 0x541C])
            program.AddRange(WhenArgument(Kernel.Number(16, 29), 1, Jump(IfEqual, command, 0, 1), Error | NotPermitted));
        program.Add(Step(Return, Allow));
        return [.. program];
    }

    /// <summary>The filter that is added before the plugin comes.</summary>
    public static ulong[] ForPlugin(int process)
    {
        List<ulong> program = Head();
        program.AddRange(Deny(RefusedWhenUp, Error | NotPermitted));

        // Threads, and no processes.
        program.AddRange(WhenArgument(Kernel.Number(56, 220), 0, Jump(IfAnyBit, 0x10000, 1, 0), Error | NotPermitted));

        // Signals to itself only.
        foreach ((long x64, long arm64) in ((long, long)[])[(62, 129), (234, 131), (129, 138), (297, 240)])
        {
            program.AddRange(WhenArgument(Kernel.Number(x64, arm64), 0, Jump(IfEqual, (uint)process, 1, 0), Error | NotPermitted));
        }

        // It ends with Rimuru, and stays as visible to it as it is.
        foreach (uint option in (uint[])[1, 4])
            program.AddRange(WhenArgument(Kernel.Number(157, 167), 0, Jump(IfEqual, option, 0, 1), Error | NotPermitted));
        program.Add(Step(Return, Allow));
        return [.. program];
    }

    /// <summary>Puts a filter up. With <paramref name="flags"/> 1 on all threads.</summary>
    public static void Apply(ulong[] program, int flags)
    {
        fixed (ulong* steps = program)
        {
            ulong* head = stackalloc ulong[2] { (ulong)program.Length, (ulong)steps };
            const int SetFilter = 1;
            if (Kernel.Need("seccomp", Kernel.Number(317, 277), SetFilter, flags, (nint)head) != 0)
                throw new InvalidOperationException("seccomp: not all threads could be filtered.");
        }
    }

    private static List<ulong> Head()
    {
        const uint X64Machine = 0xC000003E,
            Arm64Machine = 0xC00000B7,
            OtherX64Calls = 0x40000000;
        List<ulong> program =
        [
            Step(LoadWord, OffsetOfMachine),
            Jump(IfEqual, Kernel.IsArm ? Arm64Machine : X64Machine, 1, 0),
            Step(Return, KillProcess),
            Step(LoadWord, OffsetOfNumber),
        ];
        if (!Kernel.IsArm)
            program.AddRange([Jump(IfAtLeast, OtherX64Calls, 0, 1), Step(Return, KillProcess)]);
        program.AddRange([Jump(IfAtLeast, LastKnown + 1, 0, 1), Step(Return, Error | NoSuchCall)]);
        return program;
    }

    private static IEnumerable<ulong> Deny((long X64, long Arm64)[] calls, uint answer)
    {
        foreach ((long x64, long arm64) in calls)
        {
            long number = Kernel.Number(x64, arm64);
            if (number == None)
                continue;
            yield return Jump(IfEqual, (uint)number, 0, 1);
            yield return Step(Return, answer);
        }
    }

    /// <summary>A test of an argument of one call: the answer follows where the test does not jump over it.</summary>
    private static ulong[] WhenArgument(long call, uint argument, ulong test, uint answer) =>
        [
            Jump(IfEqual, (uint)call, 0, 4),
            Step(LoadWord, OffsetOfArguments + (argument * ArgumentBytes)),
            test,
            Step(Return, answer),
            Step(LoadWord, OffsetOfNumber),
        ];

    private static ulong Step(ushort code, uint value) => Jump(code, value, 0, 0);

    private static ulong Jump(ushort code, uint value, byte yes, byte no) =>
        code | ((ulong)yes << 16) | ((ulong)no << 24) | ((ulong)value << 32);
}
