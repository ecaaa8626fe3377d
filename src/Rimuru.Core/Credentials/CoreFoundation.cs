using System.Runtime.InteropServices;
using System.Text;

namespace Rimuru.Core.Credentials;

/// <summary>The functions of macOS that are needed for its keychain.</summary>
internal static unsafe class CoreFoundation
{
    private const string Core = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation",
        Security = "/System/Library/Frameworks/Security.framework/Security";
    private const int Utf8 = 0x08000100;

    /// <summary>CoreFoundation's true.</summary>
    public static nint True => *(nint*)NativeLibrary.GetExport(NativeLibrary.Load(Core), "kCFBooleanTrue");

    /// <summary>A constant of the keychain, such as <c>kSecClass</c>.</summary>
    public static nint Constant(string name) => *(nint*)NativeLibrary.GetExport(NativeLibrary.Load(Security), name);

    /// <summary>The bytes of an answer, which is released.</summary>
    public static byte[] TakeBytes(nint data)
    {
        byte[] bytes = new ReadOnlySpan<byte>(CFDataGetBytePtr(data), (int)CFDataGetLength(data)).ToArray();
        CFRelease(data);
        return bytes;
    }

    /// <summary>An attribute of every item in an answer, which is released.</summary>
    public static string[] TakeTexts(nint items, string attribute)
    {
        nint key = Constant(attribute);
        string[] texts = new string[(int)CFArrayGetCount(items)];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = TextOf(CFDictionaryGetValue(CFArrayGetValueAtIndex(items, i), key));
        CFRelease(items);
        return texts;
    }

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecItemCopyMatching(nint query, nint* result);

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecItemAdd(nint attributes, nint* result);

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecItemUpdate(nint query, nint attributes);

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecItemDelete(nint query);

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecKeychainGetUserInteractionAllowed(byte* state);

    [DllImport(Security, ExactSpelling = true)]
    public static extern int SecKeychainSetUserInteractionAllowed(byte state);

    private static string TextOf(nint text)
    {
        const int MostBytes = 1024;
        byte* bytes = stackalloc byte[MostBytes];
        return text != 0 && CFStringGetCString(text, bytes, MostBytes, Utf8) != 0 ? Marshal.PtrToStringUTF8((nint)bytes)! : "";
    }

    [DllImport(Core, ExactSpelling = true)]
    private static extern void CFRelease(nint value);

    [DllImport(Core, ExactSpelling = true)]
    private static extern byte* CFDataGetBytePtr(nint data);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFDataGetLength(nint data);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFDataCreate(nint allocator, byte* bytes, nint length);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFStringCreateWithBytes(nint allocator, byte* bytes, nint length, int encoding, byte isExternal);

    [DllImport(Core, ExactSpelling = true)]
    private static extern byte CFStringGetCString(nint text, byte* buffer, nint size, int encoding);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFArrayGetCount(nint array);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFArrayGetValueAtIndex(nint array, nint index);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFDictionaryGetValue(nint dictionary, nint key);

    [DllImport(Core, ExactSpelling = true)]
    private static extern nint CFDictionaryCreate(
        nint allocator,
        nint* keys,
        nint* values,
        nint count,
        nint keyCallbacks,
        nint valueCallbacks
    );

    /// <summary>A dictionary for the keychain.</summary>
    public sealed class Query : IDisposable
    {
        private readonly List<nint> keys = [];
        private readonly List<nint> values = [];
        private readonly List<nint> owned = [];

        public void Add(string key, nint value)
        {
            keys.Add(Constant(key));
            values.Add(value);
        }

        public void AddText(string key, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            fixed (byte* start = bytes)
                Add(key, Own(CFStringCreateWithBytes(0, start, bytes.Length, Utf8, 0)));
        }

        public void AddBytes(string key, byte[] bytes)
        {
            fixed (byte* start = bytes)
                Add(key, Own(CFDataCreate(0, start, bytes.Length)));
        }

        public nint Build()
        {
            nint core = NativeLibrary.Load(Core);
            nint[] allKeys = [.. keys],
                allValues = [.. values];
            fixed (
                nint* key = allKeys,
                    value = allValues
            )
            {
                return Own(
                    CFDictionaryCreate(
                        0,
                        key,
                        value,
                        allKeys.Length,
                        NativeLibrary.GetExport(core, "kCFTypeDictionaryKeyCallBacks"),
                        NativeLibrary.GetExport(core, "kCFTypeDictionaryValueCallBacks")
                    )
                );
            }
        }

        public void Dispose()
        {
            foreach (nint value in owned)
                CFRelease(value);
        }

        private nint Own(nint value)
        {
            owned.Add(value);
            return value;
        }
    }
}
