/// Words that every text of a language is full of and that say nothing of its subject: articles, pronouns, prepositions, forms of "to be".
///
/// They tell languages apart, and they are left out where keywords are looked for. Lower case, cut at apostrophes.
enum FunctionWords {
    /// Of each language the words, the commonest first.
    static let ordered: [(language: String, share: Double, rarityBits: Double, words: [String])] = (western + northern + eastern + cyrillic + others)
        .map { entry in
            (entry.language, entry.share, entry.rarityBits, entry.words.split(whereSeparator: \.isWhitespace).map(String.init))
        }

    /// By BCP 47 tag.
    static let byLanguage: [String: Set<String>] = Dictionary(uniqueKeysWithValues: ordered.map { ($0.language, Set($0.words)) })

    private struct Entry {
        var language: String
        /// Share of the words of running text that are in the list, about.
        var share: Double
        /// How much rarer documents in it are than in the commonest languages, as a power of two: a few words that fit it and a common
        /// language as well are the latter's.
        var rarityBits = 0.0
        var words: String
    }

    private static let western = [
        Entry(
            language: "en", share: 0.48,
            words: """
                the of and to in a is that it for was on are as with be by this have from at or had not but what all were when we there can an your
                which their said if do will each about how up out them then she he his her him they these some would other into has more could my than
                been who its now did down may over such our most me us i you must through any where should because those both between under while
                during before after only same so no nor too very just also here again once against further until am being does having why don doesn
                isn aren wasn won couldn shouldn t s re ve ll however therefore thus within without upon whether either neither every several many
                much few less least own itself himself themselves yet still already often always never one two used using use given often via etc
                let per among across along around toward towards although though since unless else like
                """),
        Entry(
            language: "fr", share: 0.42,
            words: """
                le la les un une des du de et à au aux en dans sur pour par avec sans sous que qui quoi dont où ce cet cette ces il elle ils elles
                on nous vous je tu se sa son ses leur leurs mon ma mes ton ta tes notre votre nos vos est sont était étaient être été a ont avait
                avoir eu fait faire peut peuvent doit doivent ne pas plus moins très aussi ainsi mais ou donc or ni car si comme quand lorsque alors
                puis depuis entre vers chez après avant pendant tout tous toute toutes autre autres même mêmes cela ceci celui celle ceux celles lui
                y d l n s c j m qu aucun aucune chaque plusieurs certains certaines lors afin selon cependant toutefois encore toujours déjà ici là
                sera seront serait soit cas ci deux
                """),
        Entry(
            language: "es", share: 0.42,
            words: """
                el la los las un una unos unas de del a al y e o u en con por para sin sobre entre hasta desde que quien cual cuales cuyo donde cuando
                como si no ni más menos muy también pero sino porque pues aunque su sus mi mis tu tus se lo le les me te nos es son era eran fue fueron
                ser sido está están estaba estar ha han había haber hay puede pueden debe deben hace hacer este esta estos estas ese esa esos esas
                aquel aquella esto eso ello él ella ellos ellas yo nosotros usted ustedes todo toda todos todas otro otra otros otras mismo misma cada
                algún alguno alguna algunos algunas ningún ninguna tanto tan así ya aún solo sólo entonces luego después antes durante mediante según
                ante bajo tras contra hacia cualquier sea sean será dos parte
                """),
        Entry(
            language: "pt", share: 0.42,
            words: """
                o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às e ou por para com sem sobre entre até desde que quem qual
                quais cujo onde quando como se não nem mais menos muito também mas porque pois embora seu sua seus suas meu minha me te lhe lhes nós
                é são era eram foi foram ser sido está estão estava estar há tem têm tinha ter pode podem deve devem fazer feito este esta estes estas
                esse essa esses essas isto isso aquele aquela ele ela eles elas eu você vocês todo toda todos todas outro outra outros outras mesmo
                mesma cada algum alguma alguns algumas nenhum nenhuma tão assim já ainda só então depois antes durante através segundo sob pelo pela
                pelos pelas num numa neste nesta nesse nessa deste desta desse dessa será serão seja dois duas
                """),
        Entry(
            language: "it", share: 0.40,
            words: """
                il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla dai dagli dalle in nel
                nello nella nei negli nelle su sul sullo sulla sui sugli sulle con per tra fra e ed o che chi cui quale quali dove quando come se non
                né più meno molto anche ma perché poiché però sebbene suo sua suoi sue mio mia si ci vi ne lo mi ti è sono era erano fu furono essere
                stato stata stati sta stanno ha hanno aveva avere può possono deve devono fare fatto questo questa questi queste quello quella quelli
                quelle esso essa essi lui lei loro io noi voi tutto tutta tutti tutte altro altra altri altre stesso stessa ogni alcuni alcune nessun
                nessuna tanto così già ancora solo allora poi dopo prima durante mediante secondo sotto sopra senza verso contro qualsiasi sia siano
                sarà saranno due dell all dall nell sull un l d c
                """),
        Entry(
            language: "ca", share: 0.42, rarityBits: 4,
            words: """
                el la els les un una uns unes de del dels d l a al als i o en amb per pel pels sense sobre entre fins des que qui qual quals on quan com
                si no ni més menys molt també però sinó perquè doncs encara seu seva seus seves es se hi ho li és són era eren fou ser estat està estan
                ha han havia haver hi pot poden cal fer aquest aquesta aquests aquestes aquell aquella això ell ella ells elles jo nosaltres tot tota tots
                totes altre altra altres mateix cada algun alguna alguns cap així ja només llavors després abans durant segons sota cap contra dins
                """),
        Entry(
            language: "gl", share: 0.42, rarityBits: 4,
            words: """
                o a os as un unha uns unhas de do da dos das en no na nos nas ao aos á ás e ou por para con sen sobre entre ata desde que quen cal onde
                cando como se non nin máis menos moi tamén pero senón porque seu súa seus súas é son era eran foi ser sido está están estar hai ten teñen
                ter pode poden debe facer este esta estes estas ese esa isto iso aquel el ela eles elas eu nós vostede todo toda todos todas outro outra
                mesmo cada algún algunha ningún así xa aínda só logo despois antes durante segundo baixo polo pola polos polas
                """),
        Entry(
            language: "ro", share: 0.36,
            words: """
                și în de la cu pe din pentru care să nu este sunt a al ale ai o un unei unui unor mai ca că se sau fi fost era eram au am are aveau
                avea dar după până prin între sub peste fără dacă când unde cum ce cine acest această aceste acești acel acea cei cele lui ei lor el ea
                ele noi voi eu tu său sa sale toate tot toți alt altă alte fiecare orice poate pot trebuie doar numai foarte astfel atunci apoi înainte
                asupra către despre prea deja încă ori deoarece precum spre
                """),
    ]

    private static let northern = [
        Entry(
            language: "de", share: 0.42,
            words: """
                der die das und in zu den mit von für ist des im dem nicht ein eine einer eines einem einen als auch es an auf werden wird aus er hat
                dass daß sie nach bei um am sind noch wie über so zum zur war haben nur oder aber vor bis mehr durch man sein wurde wurden sei kann
                können muss müssen soll sollen sollte wenn dann diese dieser dieses diesem diesen ich wir ihr ihre ihren ihrer ihrem uns unser mir mich
                sich ihm ihn ihnen was wer wo welche welcher welches hier da damit dazu dabei daher deshalb also jedoch sondern denn weil ob obwohl
                während ohne gegen unter zwischen seit vom beim ins alle alles allen aller andere anderen anderer jede jeder jedes kein keine keinen
                keiner sehr schon immer wieder selbst nun etwa sowie bzw haben hatte hatten habe wäre würde würden zwei usw etc ihres falls bereits
                """),
        Entry(
            language: "nl", share: 0.45,
            words: """
                de het een en van in is dat op te met voor zijn niet aan er om ook als dan maar bij uit door over naar tot of hij zij ze wij we ik je
                jij u hun hem haar mijn ons onze die deze dit wat wie waar wanneer hoe welke wordt worden werd werden was waren heeft hebben had hadden
                kan kunnen moet moeten zal zullen zou zouden mag geen nog al meer zeer wel zo dus want omdat hoewel terwijl tussen onder tegen zonder
                sinds tijdens volgens alle alles andere elk elke ieder iedere zelf hier daar toen nu reeds steeds vaak beide enkele veel weinig eerste
                na via per men uw indien
                """),
        Entry(
            language: "af", share: 0.45, rarityBits: 4,
            words: """
                die van en in is het dat nie om te vir met wat op as aan was hy ook sy by ek word deur na hulle uit tot maar sal kan dit een ons jy hul
                meer oor kon moet waar so nog hierdie daardie wees haar hom baie geen of wanneer hoe wie elke ander alle tussen onder
                """),
        Entry(
            language: "sv", share: 0.42,
            words: """
                och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när man hade nu eller under efter
                även vid sin sitt sina hon dem detta denna dessa där här vad vem vilken vilket vilka hur varför också bara mycket mer mest än alla allt
                annan annat andra varje någon något några ingen inget inga blir blev bli blivit vara varit skall ska skulle kunde måste får få hos
                mellan genom utan mot över sedan innan eftersom medan samt dess deras vår våra min din du ni mig dig oss er honom henne
                """),
        Entry(
            language: "da", share: 0.44,
            words: """
                og i at det som en på er af for med til den har de ikke om et han men var jeg sig fra vi så kan når man havde nu eller under efter også
                ved sin sit sine hun dem dette denne disse der her hvad hvem hvilken hvilket hvilke hvordan hvorfor kun meget mere mest end alle alt anden
                andet andre hver nogen noget nogle ingen intet bliver blev blive blevet være været skal skulle kunne må får få hos mellem gennem uden mod
                over siden før fordi mens samt dets deres vores min din du mig dig os ham hende ad op ned hvis hvor selv
                """),
        Entry(
            language: "nb", share: 0.44,
            words: """
                og i at det som en på er av for med til den har de ikke om et han men var jeg seg fra vi så kan når man hadde nå eller under etter også
                ved sin sitt sine hun dem dette denne disse der her hva hvem hvilken hvilket hvilke hvordan hvorfor bare mye mer mest enn alle alt annen
                annet andre hver noen noe ingen intet blir ble bli blitt være vært skal skulle kunne må får få hos mellom gjennom uten mot over siden før
                fordi mens samt dets deres vår våre min din du meg deg oss ham henne ut opp ned hvis hvor selv ikkje
                """),
        Entry(
            language: "is", share: 0.40, rarityBits: 4,
            words: """
                og að í á er sem það til við um en af með hann fyrir var ekki því ég þeir þau hún hefur þar svo eru eða verið frá um þá upp úr vera hafa
                þessi þetta þessum hér hvað hver hvernig þegar eftir undir yfir milli allt allir aðra aðrir sig sér sinn sína þess þeirra hans hennar
                """),
    ]

    private static let eastern = [
        Entry(
            language: "pl", share: 0.27,
            words: """
                i w z na do nie się że jest to o jak za po co od dla przez ale być oraz lub są był była było były może można mogą ma mają tym tego tej
                ten ta te tych temu który która które których którym którzy jego jej ich im go ją nas nam my on ona ono oni ja ty pan czy gdy kiedy gdzie
                jeśli jeżeli więc także również już tylko jeszcze bardzo bardziej przed pod nad między bez przy u ze we ku aby żeby ponieważ jednak
                każdy każda każde wszystkie wszystko inne inny inna sam sama swój swoje zostać został należy
                """),
        Entry(
            language: "cs", share: 0.27,
            words: """
                a v na se je že s z do to o i ve jako pro za by ale po k podle od jsou byl byla bylo byly být má mají může mohou není jeho její jejich
                který která které kteří kterých tento tato toto tyto těchto tím tom té ten ta ti si tak také nebo jen jenom ještě už již když kde kdy co
                kdo jak aby protože pokud však než před pod nad mezi bez při u ze ke jsem jste jsme my on ona ono oni já ty vy každý všechny vše jiný
                sám svůj své bude budou lze
                """),
        Entry(
            language: "sk", share: 0.27, rarityBits: 4,
            words: """
                a v na sa je že s z do to o i vo ako pre za by ale po k podľa od sú bol bola bolo boli byť má majú môže môžu nie jeho jej ich ktorý
                ktorá ktoré ktorí ktorých tento táto toto tieto týchto tým tom tej ten tá tí si tak tiež alebo len iba ešte už keď kde kedy čo kto aby
                pretože ak však než pred pod nad medzi bez pri u zo ku som ste sme my on ona ono oni ja ty vy každý všetky všetko iný sám svoj bude
                """),
        Entry(
            language: "hu", share: 0.25,
            words: """
                a az és hogy nem is egy ez azt van volt ha meg csak de mint vagy már még el ki be le fel minden amely ami aki akkor itt ott így úgy
                nagyon lehet kell kellene lesz volna voltak vannak ezt ennek annak ezek azok én te ő mi ti ők neki nekem őt saját maga más sem se pedig
                mert majd után előtt alatt között szerint által során illetve valamint mely melyek ahol amikor hogyan miért olyan ilyen több két első
                """),
        Entry(
            language: "fi", share: 0.24,
            words: """
                ja on ei että se hän oli ovat mutta kun niin kuin myös tai jos joka jotka mitä mikä missä tämä tämän nämä sen sitä siitä siihen olla
                ollut olisi voi voivat voidaan pitää tulee ole en et emme eivät minä sinä me te he heidän hänen niiden näiden jo vielä vain nyt sitten
                kanssa mukaan jälkeen ennen välillä ilman yli alle kaikki kaikkien muut muiden toinen itse hyvin enemmän sekä eli joten koska vaikka
                jossa josta johon jonka
                """),
        Entry(
            language: "et", share: 0.24, rarityBits: 4,
            words: """
                ja on ei et see ta oli ning kui ka või aga mis kes kus nii oma olla olnud seda selle selles sellest need nende tema nad me te ma sa mina
                sina veel juba ainult siis pärast enne vahel ilma üle alla kõik kõigi teised teine ise väga rohkem samuti sest kuna kuid pole saab võib
                peab tuleb mida mille millest
                """),
        Entry(
            language: "lv", share: 0.24, rarityBits: 4,
            words: """
                un ir no ar uz par kas ka lai tas tā to tie tās bet kā vai arī gan nav bija būt būs var šis šī šo šie pēc pirms pie starp bez caur savu
                savas viņš viņa viņi mēs jūs es tu ja jau vēl tikai ļoti vairāk kad kur kuras kurš kuri visi visas citi cits katrs pats līdz zem dēļ
                """),
        Entry(
            language: "lt", share: 0.22, rarityBits: 4,
            words: """
                ir yra kad su į iš ne tai kaip bei o arba ar jis ji jie jos mes jūs aš tu savo buvo būti bus gali turi šis ši šie šios tas ta tie po prie
                prieš tarp be per apie dėl nuo iki bet jei jau dar tik labai daugiau kai kur kuris kuri kurie kurių visi visos kiti kitas kiekvienas pats
                taip pat
                """),
        Entry(
            language: "hr", share: 0.30,
            words: """
                i u je na se da za od su s a o kao koji koja koje kojih što ili ne nije to taj ta te ovaj ova ovo ove sam smo ste si bio bila bilo bili
                biti može mogu ima imaju će bi iz po do pri prema između bez kod nakon prije samo još već vrlo više ako kada gdje kako jer ali no pa nego
                sve svi svaki drugi druge sebe svoj njegov njezin njihov ga mu ih im on ona oni mi vi ja ti također tijekom treba
                """),
        Entry(
            language: "sl", share: 0.32, rarityBits: 4,
            words: """
                in v je na se da za od so s z o kot ki ali ne ni to ta te tem tega bil bila bilo bili biti lahko ima imajo bo bodo bi iz po do pri med
                brez pred nad pod samo še že zelo bolj več če ko kjer kako ker pa vendar tudi vse vsi vsak drugi druge sebe svoj njegov njen njihov ga
                mu jih jim on ona oni mi vi jaz ti zaradi glede sem smo ste
                """),
    ]

    private static let cyrillic = [
        Entry(
            language: "ru", share: 0.25,
            words: """
                и в не на что с по как из для к от это или его но а так же все он она оно они мы вы я ты их ее её у за о об до при если бы был была было
                были быть есть может могут можно нужно который которая которое которые которых этот эта эти этого этой того той тот те также только еще
                ещё уже очень более менее чтобы когда где кто чем между без под над после перед через во со ко нет себя свой своей каждый другой другие
                всех всего будет будут является являются
                """),
        Entry(
            language: "uk", share: 0.27,
            words: """
                і в не на що з по як із для до від це або його але а так же всі він вона воно вони ми ви я ти їх її у за о про при якщо би був була було
                були бути є може можуть можна потрібно який яка яке які яких цей ця ці цього цієї того тієї той те також лише ще вже дуже більш менш щоб
                коли де хто чим між без під над після перед через зі та й немає себе свій своєї кожен інший інші всіх всього буде будуть
                """),
        Entry(
            language: "bg", share: 0.32, rarityBits: 4,
            words: """
                и в не на че с по как от за към това или му но а така те то тя той ние вие аз ти ги я у до при ако би е са бе беше бяха бъде може могат
                трябва който която което които този тази тези този също само още вече много повече по-малко да когато където кой чрез между без под над
                след преди през със във няма себе си свой всеки друг други всички ще се ли
                """),
        Entry(
            language: "sr", share: 0.30,
            words: """
                и у је на се да за од су с а о као који која које којих што или не није то тај та те овај ова ово ове сам смо сте си био била било били
                бити може могу има имају ће би из по до при према између без код након пре само још већ врло више ако када где како јер али па него све
                сви сваки други себе свој његов њен њихов га му их им он она они ми ви ја ти такође током треба
                """),
        Entry(
            language: "mk", share: 0.36, rarityBits: 4,
            words: """
                и во е на се да за од со не што кој која кое кои ова тоа овој оваа тој таа тие ние вие јас ти го ја ги му ѝ им но или како ако кога каде
                дали може можат треба има имаат беше биле бил била да ќе би само уште веќе многу повеќе по пред меѓу без под над преку при до кон свој
                секој друг други сите
                """),
    ]

    private static let others = [
        Entry(
            language: "el", share: 0.42,
            words: """
                και το να του η της με που την από για είναι στο ο σε στην τα τη των τον οι στη δεν ότι αυτό αυτή αυτά αυτός μια ένα ένας μας σας τους
                τις στις στα στους ως ή αλλά αν θα έχει έχουν ήταν είχε μπορεί μπορούν πρέπει όπως όταν όπου πως γιατί κατά μετά πριν μέσα χωρίς μεταξύ
                προς παρά κάθε όλα όλες όλοι άλλο άλλα άλλη πολύ πιο μόνο ακόμη ακόμα επίσης τότε εδώ εκεί μου σου οποία οποίο οποίος οποίες
                """),
        Entry(
            language: "tr", share: 0.20,
            words: """
                ve bir bu da de için ile olarak çok daha en gibi o ne kadar olan var yok ise değil ki mi mı mu mü her sonra önce ama ancak veya ya hem
                şu biz siz ben sen onlar onu ona onun bunu buna bunun bunlar kendi göre kadar üzere arasında içinde olduğu olduğunu olur oldu edilir
                eder eden ettiği tarafından ayrıca bütün tüm diğer başka bazı hiç şey nasıl neden
                """),
        Entry(
            language: "id", share: 0.30,
            words: """
                yang dan di dengan untuk dari pada adalah ini itu dalam tidak akan atau ke oleh sebagai juga dapat ada telah karena lebih bisa seperti
                saat jika saya kami kita anda mereka ia dia nya bahwa secara antara sebuah suatu para setelah sebelum tetapi namun hanya sudah belum
                masih sangat harus semua setiap lain tersebut ketika maka agar serta tanpa
                """),
        Entry(
            language: "vi", share: 0.32,
            words: """
                và của là có được cho các trong một không với người những này đã từ khi để ra đến về như hay hoặc cũng tại theo sẽ vào thì mà nếu trên
                dưới phải nhưng bị do bởi nên rất nhiều hơn chỉ còn đó đây nó tôi bạn họ chúng ta mỗi tất cả khác sau trước giữa cùng qua
                """),
        Entry(
            language: "eu", share: 0.24, rarityBits: 4,
            words: """
                eta da bat ez du hau hori zen dira baina ere edo izan den egin dute zuen izango beste bere honek horrek duten gabe arte baino behar
                bezala bi dago dagoen dago dugu ziren ditu dituzte nola non zer nor noiz gero orain hemen oso gehiago guztiak bakoitzak
                """),
        Entry(
            language: "sq", share: 0.36, rarityBits: 4,
            words: """
                dhe në të e i një për me që nga është më si nuk ka se do u ose janë por ky kjo këto ai ajo ata ato ne ju unë ti tij saj tyre kur ku çfarë
                kush çdo gjithë tjetër tjera vetëm edhe shumë më pas para ndërmjet pa nën mbi duhet mund ishte kishte
                """),
        Entry(
            language: "ko", share: 0.20,
            words: """
                이 그 저 것 수 등 및 또는 그리고 그러나 하지만 있는 있다 있습니다 없는 없다 없습니다 하는 한다 합니다 할 한 된 되는 된다 됩니다 될 대한 대해
                위해 위한 통해 따라 경우 때문에 때 더 가장 매우 모든 각 다른 같은 이런 그런 어떤 이것 그것 여기 거기 우리 나는 다시 또한 만약 즉 약 안 못 잘
                의해 사용하는 사용할 사용한 있고 있으며 하고 하며 하여 해서 후 전 중
                """),
        Entry(
            language: "ar", share: 0.30,
            words: """
                في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين أن إن كان كانت يكون تكون هو هي هم هن أنا نحن أنت ما لا لم لن ليس قد كل بعض غير
                بعد قبل بين حتى عند عندما إذا أو أم ثم لكن بل كما أي أيضا منذ خلال حول ضد تحت فوق له لها لهم به بها فيه فيها منه منها و
                """),
        Entry(
            language: "fa", share: 0.30,
            words: """
                و در به از که این آن را با است برای تا یک هم بر خود یا هر ما شما من او آنها ایشان بود بودند شد شده شود می باید اگر اما ولی نیز پس بین
                همه دیگر چه چون وقتی هنگام بدون پیش روی زیر کرد کرده کند کنند دارد دارند های ها
                """),
        Entry(
            language: "he", share: 0.30,
            words: """
                של את על עם לא הוא היא הם הן אני אנחנו אתה זה זו אלה כי אם או גם רק כל יש אין היה היתה היו להיות אל מן בין אחרי לפני כאשר כמו יותר
                מאוד אבל אך לכן אשר שלא בו בה בהם לו לה להם כך עוד כבר מה מי איך
                """),
        Entry(
            language: "hi", share: 0.40,
            words: """
                के है में की और का को से पर यह हैं ने इस कि जो भी एक नहीं था तो कर ही थे थी हो वह उस उसके इसके लिए साथ बाद या अपने कुछ तक द्वारा जब
                किया गया जाता होता सकता हम आप वे मैं तथा एवं
                """),
    ]
}
