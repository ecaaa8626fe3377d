# What ships, as a user gets it: packed from a copy of the sources, installed from a folder, and run. Native code is left to .ci/run.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $sample = New-SampleHome "$TestDrive/home"
    $sources = New-Item -ItemType Directory "$TestDrive/sources"
    Get-ChildItem -LiteralPath $Root -File -Force | Copy-Item -Destination $sources
    foreach ($folder in 'src', 'build', 'docs', 'LICENSES') {
        foreach ($file in Get-ChildItem -LiteralPath "$Root/$folder" -Recurse -File) {
            $path = [IO.Path]::GetRelativePath($Root, $file.FullName)
            if ($path -match '[\\/](bin|obj)[\\/]') { continue }
            $null = New-Item -ItemType Directory (Split-Path "$sources/$path") -Force
            Copy-Item -LiteralPath $file.FullName "$sources/$path"
        }
    }
    $artifacts = "$sources/artifacts"

    # A user of PowerShell who has nothing of Rimuru's, and whose settings are in the sample.
    $own = @{
        HOME = $sample; USERPROFILE = $sample; LOCALAPPDATA = "$sample/AppData/Local"; APPDATA = "$sample/AppData/Roaming"; DOTNET_CLI_HOME = $sample
        DOTNET_CLI_TELEMETRY_OPTOUT = '1'; DOTNET_NOLOGO = '1'; DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'
    }
    $platform = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $text = Invoke-Fresh "& '$sources/build.ps1' -Task Pack -Platform $platform" -Environment @{ RunAnalyzers = 'false' }
}

Describe 'What Pack makes' {
    It 'is the module, and a package of it' {
        "$text" | Should -Match 'Module: .*Rimuru'
        Test-ModuleManifest "$artifacts/Rimuru/*/Rimuru.psd1" | ForEach-Object Name | Should -Be 'Rimuru'
        Get-ChildItem "$artifacts/Rimuru.[0-9]*.nupkg" | Should -HaveCount 1
    }

    It 'is a module that installs from a repository and answers' {
        $modules = (New-Item -ItemType Directory "$TestDrive/modules").FullName
        $repository = "Rimuru-$([guid]::NewGuid().ToString('N'))"
        Invoke-Fresh @"
            Register-PSResourceRepository -Name '$repository' -Uri '$artifacts' -Trusted
            try { Save-PSResource Rimuru -Repository '$repository' -Path '$modules' }
            finally { Unregister-PSResourceRepository '$repository' } # on Windows the settings are the user's own
            `$env:PSModulePath = '$modules'
            Import-Module Rimuru
            (Get-Module Rimuru).ModuleBase.StartsWith('$modules')
            (Get-RimuruCost -By Agent).Cost
            (Get-Help Get-RimuruCost).Synopsis.Length -gt 10
"@ -Environment $own | Should -Be 'True', '0.27569', '0.164774', 'True'
    }

    It 'is a tool that installs and answers' {
        Invoke-Fresh @"
            dotnet tool install Rimuru.Cli --source '$artifacts' --tool-path '$TestDrive/tools' | Out-Null
            & '$TestDrive/tools/rimuru' cost --by agent --json | ConvertFrom-Json | ForEach-Object cost
            `$LASTEXITCODE
"@ -Environment $own | Should -Be '0.27569', '0.164774', '0'
    }

    It 'is the contract that plugins in C# compile against' {
        $made = (New-Item -ItemType Directory "$TestDrive/made").FullName
        # The package that was packed and nothing else; what the SDK itself needs was restored by the build.
        $restored = (Get-Content -Raw "$PSScriptRoot/obj/project.assets.json" | ConvertFrom-Json -AsHashtable).packageFolders.Keys
        @"
<configuration>
  <config><add key="globalPackagesFolder" value="packages" /></config>
  <fallbackPackageFolders><clear />$($restored | ForEach-Object { "<add key='$_' value='$_' />" })</fallbackPackageFolders>
  <packageSources><clear /><add key="packed" value="$artifacts" /></packageSources>
</configuration>
"@ | Set-Content "$made/nuget.config"
        $kinds = 'Agent', 'Exporter', 'Notifier', 'View'
        $projects = $kinds.ToLowerInvariant() | ForEach-Object { "<Project Path='made-$_/made-$_.csproj' />" }
        "<Solution>$projects</Solution>" | Set-Content "$made/made.slnx"
        $text = Invoke-Fresh @"
            Import-Module (Resolve-Path '$artifacts/Rimuru/*/Rimuru.psd1')
            foreach (`$kind in '$($kinds -join "', '")') { `$null = New-RimuruPlugin "made-`$(`$kind.ToLowerInvariant())" `$kind -Language CSharp -Path '$made' }
            `$output = dotnet build '$made/made.slnx' -p:RimuruLibrary=none -p:DisableTransitiveFrameworkReferenceDownloads=true --nologo
            if (`$LASTEXITCODE -ne 0) { throw (`$output -join "``n") }
            foreach (`$folder in Get-Item '$made/*/plugin') {
                `$plugin = Install-RimuruPlugin `$folder -Force -PassThru
                `$checks = Test-RimuruPlugin `$plugin.Id
                `$failed = @(`$checks | Where-Object Passed -EQ `$false)
                "`$plugin `$(`$checks.Count -gt 3) [`$failed]"
            }
"@ -Environment ($own + @{ MSBUILDDISABLENODEREUSE = '1' })
        $text | Should -Be ($kinds.ToLowerInvariant() | ForEach-Object { "made-$_ 0.1.0 True []" })
        Get-ChildItem "$made/*/plugin" -Recurse -Filter Rimuru.Abstractions.dll | Should -BeNullOrEmpty -Because 'Rimuru has it itself'
    }
}
