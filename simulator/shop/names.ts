import type { Random } from './random.ts';

/** People who write their names alike. Every combination is invented. */
type People = { given: readonly string[]; family: readonly string[]; familyFirst?: boolean; joint?: string };

function people(given: string, family: string, order: Pick<People, 'familyFirst' | 'joint'> = {}): People {
  return { given: given.split(' '), family: family.split(' '), ...order };
}

const eastAsian = { familyFirst: true, joint: '' };

const allPeople = {
  english: people(
    'Olivia James Amelia Harry Grace Noah Ruby Theo Hannah Marcus Abigail Dean Tessa Owen Leah Craig Joanne Ellis Martha Felix',
    "Whitfield Hartley Oakes Penrose Barlow Sinclair Mercer Ashdown Fairbanks Thorne Calloway Redfern O'Dell Langford Pruitt Haskell Winslow Tate Marlowe Brannigan",
  ),
  hispanic: people(
    'Lucía Mateo Sofía Ángel Inés Joaquín Begoña Íñigo Ximena Andrés Rocío Héctor María José Belén Raúl',
    'Núñez Ibáñez Peña Castañeda Muñoz Zúñiga Ordóñez Valdés Quiñones Beltrán Güell Echeverría Cárdenas Montaño Sáenz',
  ),
  portuguese: people(
    'João Beatriz Antônio Conceição Luís Letícia Tomás Inês César Fabrício Mônica Érica',
    'Gonçalves Magalhães Assunção Simões Araújo Falcão Guimarães Leitão Brandão Conceição Pinhão Tristão',
  ),
  french: people(
    'Éloïse Gaël Zoé Rémi Anaïs Théo Maëlle François Noémie Benoît Clémence Loïc',
    'Lefèvre Béranger Delaunay Hénault Marchand Cœurjoly Besançon Guérin Rivière Dufresne Lachaume Tréguier',
  ),
  german: people(
    'Jürgen Käthe Sören Anneliese Björn Gisela Matthias Ute Jörg Änne Lennart Friederike',
    'Müllenbach Größler Weißkopf Schönfeld Kühnert Löwenstein Hübner Straßer Bäumler Vogelsang Dreßler Niemöller',
  ),
  italian: people(
    'Niccolò Chiara Matteo Giulia Dèsirée Lorenzo Beatrice Tommaso Alessia Raffaele Ilaria Noè',
    "Bellandi D'Amico Ferrarese Montefusco Pasquarelli Rinaldini Colantò De_Sanctis Vernazza Zuccarò Tagliaferri Lo_Presti",
  ),
  nordic: people(
    'Åsa Björn Linnéa Gösta Märta Håkan Sigrid Örjan Ingrid Torbjörn Maj Älva',
    'Söderlund Åkerman Lindqvist Sjöström Björklund Hällgren Östberg Norrby Ängström Löfgren Wallén Öhman',
  ),
  dutch: people(
    'Sanne Joris Fleur Daniël Noor Thijs Zoë Bram Anouk Koen Loïs Pepijn',
    'van_der_Meulen Dijkgraaf Hoogendoorn de_Boer van_’t_Hof Kuipers Zijlmans Verhoeven ter_Horst Schaap Brouwer Coppens',
  ),
  polish: people(
    'Łukasz Małgorzata Żaneta Paweł Agnieszka Stanisław Bożena Wojciech Świętosława Michał Ździsława Grażyna',
    'Brzęczek Wiśniowska Dąbkowski Źrebiec Gołąb Szczęsny Kłosińska Jabłoński Żeleźny Ćwikła Mądrzak Łącka',
  ),
  turkish: people(
    'Çağla Gökhan Şeyma İbrahim Ümit Özge Tuğba Yiğit Işıl Doğan Ayşegül Barış',
    'Yıldırımer Çelikoğlu Öztürkmen Şahinbaş Güneşli Kılıçer Büyükdağ Aydınlı Özgürcan Çınarlı Taşçıoğlu Işıkalp',
  ),
  vietnamese: people(
    'Thị_Hương Văn_Đức Minh_Châu Quốc_Bảo Thanh_Thuý Hữu_Nghĩa Ngọc_Ánh Đình_Phúc',
    'Nguyễn Trần Phạm Đặng Huỳnh Bùi Lưu Vũ',
    { familyFirst: true },
  ),
  irish: people(
    'Aoife Cillian Niamh Seán Róisín Tadhg Gráinne Oisín Síle Pádraig Caoimhe Dáithí',
    "O'Riordan Mac_Giolla Ní_Bhriain Ó_Súilleabháin Fogarty Kinsella Brosnan McEneaney Lafferty Tuohy Heffernan Quilty",
  ),
  japanese: people(
    '美咲 翔太 陽菜 健一 さくら 大輔 由美子 蓮 結衣 直樹 千尋 悠真',
    '佐々木 田中 渡邉 高橋 小野寺 髙島 長谷川 齋藤 五十嵐 久保田 森下 神崎',
    { familyFirst: true, joint: ' ' },
  ),
  katakana: people('ミサキ ショウタ ユミコ ケンジ ハルカ ダイスケ', 'ワタナベ オノデラ ハセガワ イガラシ モリシタ タカハシ', {
    familyFirst: true,
    joint: ' ',
  }),
  chinese: people('伟 秀英 建国 丽华 子轩 雨桐 浩然 思远 晓梅 俊杰', '王 欧阳 李 张 陈 诸葛 周 徐 赵 郭', eastAsian),
  taiwanese: people('雅婷 家豪 淑芬 冠宇 怡君 志明 佩蓉 宗翰', '陳 林 黃 張簡 許 蔡 葉 鄭', eastAsian),
  korean: people('민준 서연 지훈 하은 영희 도윤 수빈 예진 성호 유나', '김 이 박 최 정 강 남궁 황보 윤 임', eastAsian),
  russian: people(
    'Анастасия Дмитрий Ольга Пётр Екатерина Артём Надежда Сергей',
    'Вересков Соловьёва Кузнецов Лебедева Журавлёв Щукина Дроздов Мельникова',
  ),
  ukrainian: people(
    'Олексій Ганна Їжак Соломія Тарас Євгенія Андрій Леся',
    'Гончаренко Шевчук Ґалаґан Ковальчук Мельниченко Лисенко Їжакевич Бойченко',
  ),
  greek: people(
    'Ελένη Γιώργος Κατερίνα Νίκος Δέσποινα Σπύρος Χρύσα Θανάσης',
    'Παπαδάκης Οικονόμου Καραγιάννη Δημητρίου Βλαχόπουλος Ζαχαριάδη Μαυρίδης Αγγελίδου',
  ),
  arabic: people(
    'محمد فاطمة أحمد نورة خالد ليلى يوسف مريم عبدالله سارة',
    'الحربي القحطاني المنصوري الشامسي عبدالرحمن البغدادي السيد الزهراني الخطيب النجار',
  ),
  hebrew: people('נועה איתי יעל אורי תמר דניאל שירה עומר', 'בן־דוד לוינסון מזרחי אברג׳יל שפירא ביטון פרידמן רוזנברג'),
  thai: people('สมชาย ศิริพร ณัฐวุฒิ กนกวรรณ ธนกร พิมพ์ชนก วรวิทย์ อรทัย', 'ใจดี ศรีสุวรรณ ทองประเสริฐ วงศ์สวัสดิ์ แก้วมณี บุญมาก รัตนพงษ์ จันทร์เพ็ญ'),
  hindi: people('प्रिया राहुल अंजलि विकास सुनीता अर्जुन कविता रोहित', 'शर्मा वर्मा मिश्रा त्रिपाठी चौहान अग्रवाल श्रीवास्तव ठाकुर'),
  indian: people(
    'Priya Arjun Kavya Rohan Meenakshi Siddharth Ananya Vikram Lakshmi Farhan',
    'Raghunathan Deshpande Chatterjee Iyer Malhotra Bhattacharya Kulkarni Subramaniam Qureshi Patil',
  ),
  singaporean: people('Wei_Ling Jun_Hao Siti Hui_Min Kumar Xin_Yi Aisyah Zhi_Hao', 'Tan Lim Binte_Rahman Goh Krishnan Ong Yeo Chua'),
  african: people('Thandiwe Sipho Lerato Johan Nomvula Pieter Zanele Kagiso', 'Mokoena Dlamini van_Wyk Nkosi Botha Khumalo Naidoo Mabaso'),
} satisfies Record<string, People>;

export type PeopleName = keyof typeof allPeople;

/** An invented full name, written as these people write it. */
export function createName(random: Random, name: PeopleName): string {
  const { given, family, familyFirst = false, joint = ' ' }: People = allPeople[name];
  const first = random.pick(given).replaceAll('_', ' ');
  const last = random.pick(family).replaceAll('_', ' ');
  if (familyFirst) return `${last}${joint}${first}`;
  // Some people give a middle initial, as buyers do.
  const middle = (name === 'english' || name === 'indian') && random.chance(0.15) ? `${random.text(1, 'ABCDEFGHJKLMNPRSTW')}. ` : '';
  return `${first} ${middle}${last}`;
}
