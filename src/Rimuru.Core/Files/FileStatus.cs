using System.Runtime.InteropServices;

namespace Rimuru.Core.Files;

/// <summary>What the file system says a path is. .NET tells folders from files, but not files from pipes, sockets and devices.</summary>
/// <param name="Mode">Kind and rights, as Unix has them.</param>
/// <param name="Owner">The number of its owner.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Device">The file system that it lies on.</param>
/// <param name="Number">Its number there.</param>
internal readonly unsafe record struct FileStatus(int Mode, uint Owner, uint Group, long Size, long Device, long Number)
{
    private const int KindMask = 0xF000,
        FolderKind = 0x4000,
        RegularKind = 0x8000;
    private const int GroupWrite = 0x10,
        OthersWrite = 0x2,
        Sticky = 0x200,
        AdminsOfMacOS = 80;

    /// <summary>The shim of .NET itself, whose answer has the same shape on every Unix.</summary>
    private const string Library = "libSystem.Native";

    public bool IsRegular => (Mode & KindMask) == RegularKind;

    public bool IsFolder => (Mode & KindMask) == FolderKind;

    /// <summary>True where others than its owner may write it; in a folder like /tmp they cannot touch what is not theirs.</summary>
    public bool IsWritableByOthers =>
        ((Mode & OthersWrite) != 0 || ((Mode & GroupWrite) != 0 && !IsPrivateGroup)) && !(IsFolder && (Mode & Sticky) != 0);

    /// <summary>
    /// True for the group of the administrators, and for one that has the number of its only member, as many systems give each user.
    /// </summary>
    private bool IsPrivateGroup => Group == 0 || (Group == Owner && IsOwnOrRoots) || (OperatingSystem.IsMacOS() && Group == AdminsOfMacOS);

    /// <summary>True for a file of this user or of the system's administrator.</summary>
    public bool IsOwnOrRoots => Owner == 0 || Owner == SystemNative_GetEUid();

    /// <summary>What is at the end of all links; null where nothing is, or on a system without such kinds.</summary>
    public static FileStatus? Of(string path) => Ask(path, isLinkFollowed: true);

    /// <summary>What the path itself is, be it a link.</summary>
    public static FileStatus? OfEntry(string path) => Ask(path, isLinkFollowed: false);

    public static FileStatus? Of(SafeHandle handle)
    {
        if (OperatingSystem.IsWindows())
            return null;
        Answer answer;
        bool isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            return SystemNative_FStat(handle.DangerousGetHandle(), &answer) == 0 ? answer.Status : null;
        }
        finally
        {
            if (isHeld)
                handle.DangerousRelease();
        }
    }

    private static FileStatus? Ask(string path, bool isLinkFollowed)
    {
        if (OperatingSystem.IsWindows() || path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return null;
        Answer answer;
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8(Path.GetFullPath(path));
        try
        {
            int failure = isLinkFollowed ? SystemNative_Stat(name, &answer) : SystemNative_LStat(name, &answer);
            return failure == 0 ? answer.Status : null;
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)name);
        }
    }

    [DllImport(Library, ExactSpelling = true)]
    private static extern int SystemNative_Stat(byte* path, Answer* answer);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int SystemNative_LStat(byte* path, Answer* answer);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int SystemNative_FStat(nint handle, Answer* answer);

    [DllImport(Library, ExactSpelling = true)]
    private static extern uint SystemNative_GetEUid();

    /// <summary>The shim's structure, with room behind what is known of it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Answer
    {
        [FieldOffset(4)]
        private readonly int mode;

        [FieldOffset(8)]
        private readonly uint owner;

        [FieldOffset(12)]
        private readonly uint group;

        [FieldOffset(16)]
        private readonly long size;

        [FieldOffset(88)]
        private readonly long device;

        [FieldOffset(104)]
        private readonly long number;

        public FileStatus Status => new(mode, owner, group, size, device, number);
    }
}
