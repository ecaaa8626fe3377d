using System.Runtime.InteropServices;

namespace Rimuru.Core.Files;

/// <summary>
/// The type, size and owner of a path. .NET distinguishes folders from files, but not files from pipes, sockets and devices.
/// </summary>
/// <param name="Mode">Type and permissions, as in Unix.</param>
/// <param name="Owner">The id of its owner.</param>
/// <param name="Group">The id of its group.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Device">The id of its file system.</param>
/// <param name="Number">Its inode number.</param>
internal readonly unsafe record struct FileStatus(int Mode, uint Owner, uint Group, long Size, long Device, long Number)
{
    private const int KindMask = 0xF000,
        FolderKind = 0x4000,
        RegularKind = 0x8000;
    private const int GroupWrite = 0x10,
        OthersWrite = 0x2,
        Sticky = 0x200,
        AdminsOfMacOS = 80;

    /// <summary>.NET's own native library, which returns the same structure on every Unix.</summary>
    private const string Library = "libSystem.Native";

    public bool IsRegular => (Mode & KindMask) == RegularKind;

    public bool IsFolder => (Mode & KindMask) == FolderKind;

    /// <summary>True if others than its owner can write to it; in a folder like /tmp they can change only their own files.</summary>
    public bool IsWritableByOthers =>
        ((Mode & OthersWrite) != 0 || ((Mode & GroupWrite) != 0 && !IsPrivateGroup)) && !(IsFolder && (Mode & Sticky) != 0);

    /// <summary>
    /// True for the administrators' group, and for a group with the id of its only member, which many systems create for each user.
    /// </summary>
    private bool IsPrivateGroup => Group == 0 || (Group == Owner && IsOwnOrRoots) || (OperatingSystem.IsMacOS() && Group == AdminsOfMacOS);

    /// <summary>True for a file of this user or of the administrator.</summary>
    public bool IsOwnOrRoots => Owner == 0 || Owner == SystemNative_GetEUid();

    /// <summary>The status of a path, with all links followed; null if nothing exists there, or on Windows.</summary>
    public static FileStatus? Of(string path) => Ask(path, isLinkFollowed: true);

    /// <summary>The status of the path itself, even if it is a link.</summary>
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

    /// <summary>The library's structure, with spare room at its end.</summary>
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
